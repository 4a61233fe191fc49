using System.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(Temporal.Tests.PostgresCluster))]

namespace Temporal.Tests;

/// <summary>A real PostgreSQL for the tests: <c>HITL_POSTGRES</c> if set, else a throwaway cluster started on first use.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"temporal-tests-{Guid.NewGuid():N}");
    private string? _superuser;
    private Process? _server;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var superuser = await SuperuserAsync();
        var name = $"temporal_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(superuser);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(superuser) { Database = name, Pooling = true }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            // Immediate: nothing in a throwaway cluster is worth a checkpoint.
            await RunAsync("pg_ctl", "stop", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-s");
            await server.WaitForExitAsync();
            server.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
        _starting.Dispose();
    }

    private async Task<string> SuperuserAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _superuser ??= Environment.GetEnvironmentVariable("HITL_POSTGRES") is { Length: > 0 } given ? given : await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<string> StartAsync()
    {
        Directory.CreateDirectory(_folder);
        // The server refuses to run as root, so another user owns its folder.
        if (Environment.UserName == "root") await ExecuteAsync("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        _server = Process.Start(Start("postgres", "-D", data, "-k", _folder, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "log_min_messages=fatal"))!;
        var superuser = $"Host={_folder};Username=postgres;Database=postgres;Pooling=false";
        await DevServer.Eventually.HoldsAsync(() => AnswersAsync(superuser));
        return superuser;
    }

    private static async Task<bool> AnswersAsync(string superuser)
    {
        try
        {
            await using var connection = new NpgsqlConnection(superuser);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static Task RunAsync(string program, params string[] arguments)
    {
        var start = Start(program, arguments);
        return ExecuteAsync(start.FileName, [.. start.ArgumentList]);
    }

    private static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries, program);
        return Environment.UserName == "root"
            ? new("runuser", ["-u", "postgres", "--", path, .. arguments]) { WorkingDirectory = "/" }
            : new(path, arguments);
    }

    private static async Task ExecuteAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors}{await output}");
    }
}
