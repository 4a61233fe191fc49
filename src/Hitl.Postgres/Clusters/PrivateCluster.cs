using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Hitl.Postgres.Clusters;

/// <summary>A PostgreSQL server of our own on a loopback port; or, when <c>HITL_POSTGRES</c> is set, the server it names, left alone.</summary>
/// <remarks>
/// Layout of the directory: <c>data/</c>, <c>password</c> (mode 0600), <c>port</c>, <c>server.log</c>. A server left running by a killed
/// process is taken over; one killed itself is started again, waiting for children that still hold its shared memory.
/// </remarks>
public sealed class PrivateCluster : IAsyncDisposable
{
    /// <summary>Names a server to use instead of a private one: a superuser's connection string.</summary>
    public const string Variable = "HITL_POSTGRES";

    private const string User = "hitl_admin";
    private const int StartTries = 8;

    private readonly string? _binaries;
    private readonly string _directory;

    private PrivateCluster(string directory, string? binaries, string adminConnectionString)
    {
        _directory = directory;
        _binaries = binaries;
        AdminConnectionString = adminConnectionString;
    }

    /// <summary>Connection string of the superuser, database <c>postgres</c>.</summary>
    public string AdminConnectionString { get; }

    /// <summary>Whether we started it and may stop it; false for <c>HITL_POSTGRES</c>.</summary>
    public bool IsOurs => _binaries is not null;

    /// <summary>Starts the cluster in the directory, creating it the first time; takes over one that already runs there.</summary>
    /// <exception cref="ClusterException">It cannot be started; the message is one line that says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            await ProbeAsync(given, cancel);
            return new(options.Directory, null, given);
        }

        var directory = Path.GetFullPath(options.Directory);
        var binaries = PostgresBinaries.Find(options.NodeModules ?? Path.Combine(Path.GetDirectoryName(directory)!, "node_modules"));
        var reachable = ServerUser.Reachable(directory);
        Directory.CreateDirectory(reachable);
        // Whoever looks where the cluster was asked for finds it.
        Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
        if (reachable != directory && !Path.Exists(directory)) Directory.CreateSymbolicLink(directory, reachable);
        directory = reachable;
        var password = Password(directory);
        if (!File.Exists(Path.Combine(directory, "data", "PG_VERSION"))) await CreateAsync(directory, binaries, options.IsThrowaway, cancel);
        await ServerUser.OwnAsync(directory, cancel);
        var port = await RunAsync(directory, binaries, cancel);
        var settings = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = User, Password = password, Database = "postgres" };
        var cluster = new PrivateCluster(directory, binaries, settings.ConnectionString);
        await cluster.WaitAsync(cancel);
        return cluster;
    }

    /// <summary>Stops the server if it is ours (fast shutdown: open transactions are rolled back).</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        if (_binaries is null) return;
        NpgsqlConnection.ClearAllPools();
        await ServerUser.RunAsync(Tool(_binaries, "pg_ctl"), ["stop", "-D", Data(_directory), "-m", "fast", "-w", "-t", "30"], _directory, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static string Data(string directory) => Path.Combine(directory, "data");

    private static string Tool(string binaries, string name) => Path.Combine(binaries, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string Password(string directory)
    {
        var path = Path.Combine(directory, "password");
        if (File.Exists(path)) return File.ReadAllText(path).Trim();
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(password);
        return password;
    }

    private static async Task CreateAsync(string directory, string binaries, bool isThrowaway, CancellationToken cancel)
    {
        // A directory that a killed initdb left half made cannot be completed, and holds nothing yet.
        if (Directory.Exists(Data(directory))) Directory.Delete(Data(directory), recursive: true);
        await ServerUser.OwnAsync(directory, cancel);
        var (code, output) = await ServerUser.RunAsync(
            Tool(binaries, "initdb"),
            ["-D", Data(directory), "-U", User, "--pwfile", Path.Combine(directory, "password"), "--auth=scram-sha-256", "-E", "UTF8", "--locale=C", "--no-instructions"],
            directory,
            cancel);
        if (code != 0) throw new ClusterException($"initdb failed in {directory}: {ServerUser.OneLine(output)}");
        var settings =
            """

            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 200
            shared_buffers = 128MB
            max_wal_size = 1GB
            checkpoint_timeout = 5min
            log_min_messages = warning

            """;
        if (isThrowaway) settings += "fsync = off\nfull_page_writes = off\n";
        await File.AppendAllTextAsync(Path.Combine(Data(directory), "postgresql.conf"), settings, cancel);
    }

    private static async Task<int> RunAsync(string directory, string binaries, CancellationToken cancel)
    {
        var portFile = Path.Combine(directory, "port");
        if (await IsRunningAsync(directory, binaries, cancel) && RunningPort(directory) is { } running) return running;
        var port = File.Exists(portFile) && int.TryParse(await File.ReadAllTextAsync(portFile, cancel), out var kept) && IsFree(kept) ? kept : FreePort();
        var output = "";
        for (var attempt = 1; attempt <= StartTries; attempt++)
        {
            (var code, output) = await ServerUser.RunAsync(
                Tool(binaries, "pg_ctl"),
                ["start", "-D", Data(directory), "-w", "-t", "60", "-l", Path.Combine(directory, "server.log"), "-o", $"-p {port.ToString(CultureInfo.InvariantCulture)}"],
                directory,
                cancel);
            if (code == 0)
            {
                await File.WriteAllTextAsync(portFile, port.ToString(CultureInfo.InvariantCulture), cancel);
                return port;
            }

            if (!IsFree(port)) port = FreePort();
            // Children of a killed server hold its shared memory for a moment longer.
            await Task.Delay(TimeSpan.FromMilliseconds(250 * attempt), cancel);
        }

        throw new ClusterException($"PostgreSQL in {directory} does not start: {LastLog(directory) ?? ServerUser.OneLine(output)} (see {Path.Combine(directory, "server.log")})");
    }

    private static async Task<bool> IsRunningAsync(string directory, string binaries, CancellationToken cancel) =>
        (await ServerUser.RunAsync(Tool(binaries, "pg_ctl"), ["status", "-D", Data(directory)], directory, cancel)).ExitCode == 0;

    /// <summary>Line 4 of <c>postmaster.pid</c> is the port the running server listens on.</summary>
    private static int? RunningPort(string directory)
    {
        var lines = File.ReadAllLines(Path.Combine(Data(directory), "postmaster.pid"));
        return lines.Length > 3 && int.TryParse(lines[3], out var port) ? port : null;
    }

    private static string? LastLog(string directory)
    {
        var path = Path.Combine(directory, "server.log");
        return File.Exists(path) ? File.ReadLines(path).LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) : null;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static async Task ProbeAsync(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancel);
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException or SocketException)
        {
            throw new ClusterException($"{Variable} is set, but its server cannot be used: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>pg_ctl may return before a recovering server accepts connections.</summary>
    private async Task WaitAsync(CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ProbeAsync(AdminConnectionString, cancel);
                return;
            }
            catch (ClusterException notYet) when (notYet.InnerException is NpgsqlException { IsTransient: true } && attempt < 240)
            {
                await Task.Delay(250, cancel);
            }
        }
    }
}
