using Hitl.Postgres.Clusters;
using Hitl.Postgres.Migrations;
using Hitl.Tests.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Hitl.Tests.Postgres;

/// <summary>One private, throwaway server for a whole test run, started by the first test that needs it; one database per test class, copied from a template.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Template = "hitl_template";

    private static readonly DatabasePasswords Passwords = new("app-password", "seal-password", "retention-password", "read-password");

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"hitl-tests-{Environment.ProcessId}-{Guid.NewGuid():N}", "postgres");
    private readonly SemaphoreSlim _gate = new(1);
    private PrivateCluster? _cluster;
    private readonly List<string> _made = [];
    private int _databases;
    private bool _isReady;

    /// <summary>Connection string of the superuser.</summary>
    public string Admin => _cluster?.AdminConnectionString ?? throw new InvalidOperationException("Ask for a database first.");

    /// <summary>A fresh, migrated database.</summary>
    public async Task<DatabaseAccess> CreateDatabaseAsync(string? template = null, string tablespace = "")
    {
        await _gate.WaitAsync();
        try
        {
            await StartAsync();
            var name = $"hitl_{Environment.ProcessId}_{++_databases}";
            _made.Add(name);
            await ExecuteAsync(Admin, $"create database {name} template {template ?? Template} owner hitl_owner{tablespace}");
            await ExecuteAsync(Admin, $"grant connect on database {name} to hitl_app, hitl_seal, hitl_retention, hitl_read");
            return new(For(name, "hitl_app", Passwords.App), For(name, "hitl_seal", Passwords.Seal), For(name, null, null), For(name, "hitl_retention", Passwords.Retention));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Connection string of any role to a database made here.</summary>
    public string For(string database, string? role, string? password)
    {
        var settings = new NpgsqlConnectionStringBuilder(Admin) { Database = database };
        if (role is not null) (settings.Username, settings.Password) = (role, password);
        return settings.ConnectionString;
    }

    /// <summary>Ends every connection to a database, so that it can be copied.</summary>
    public Task CloseConnectionsAsync(string database) =>
        ExecuteAsync(Admin, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> AskAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Drops a database made here, with whoever is connected.</summary>
    public Task DropAsync(string connectionString) =>
        ExecuteAsync(Admin, $"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        if (_cluster is null) return;
        // Somebody else's server is left as it was found, but for the template.
        if (!_cluster.IsOurs)
        {
            foreach (var name in _made) await ExecuteAsync(Admin, $"drop database if exists {name} with (force)");
        }

        await _cluster.DisposeAsync();
        if (_cluster.IsOurs) Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);
    }

    private async Task StartAsync()
    {
        if (_isReady) return;
        // Kept before it is ready, so that a failed preparation leaves no server behind.
        _cluster ??= await PrivateCluster.StartAsync(new(_directory, IsThrowaway: true), TestContext.Current.CancellationToken);
        await DatabaseBootstrap.RunAsync(_cluster.AdminConnectionString, Template, Passwords, TestContext.Current.CancellationToken);
        _isReady = true;
    }
}
