using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Testing;

/// <summary>A Temporal server as a child process, which ends no later than this process does.</summary>
internal sealed class EphemeralServer : IAsyncDisposable
{
    /// <summary>Asks our own server to exit when its input closes, which it does when we die, however we die. Others ignore it.</summary>
    internal const string ExitWithParent = "TEMPORAL_EXIT_WITH_STDIN";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private EphemeralServer(Process process, string target)
    {
        _process = process;
        Target = target;
    }

    /// <summary>Where it listens, as host:port.</summary>
    internal string Target { get; }

    /// <summary>Starts a server that takes the arguments of <c>temporal server start-dev</c>.</summary>
    internal static async Task<EphemeralServer> StartDevAsync(WorkflowEnvironmentStartLocalOptions options)
    {
        var (ip, port) = Endpoint(options.TargetHost);
        var server = options.DevServerOptions;
        var path = ServerPath.Find(server.ExistingPath, "TEMPORAL_DEV_SERVER_PATH") ?? await ServerDownload.Official
            .FetchAsync(ServerProgram.Dev, server.DownloadVersion, options.DownloadDirectory, server.DownloadTtl).ConfigureAwait(false);
        string[] arguments =
        [
            "server", "start-dev", "--port", $"{port}", "--namespace", options.Namespace, "--ip", ip,
            "--log-format", server.LogFormat, "--log-level", server.LogLevel,
            .. options.UI || options.UIPort > 0 ? ["--ui-port", $"{(options.UIPort > 0 ? options.UIPort : Math.Min(port + 1000, ushort.MaxValue))}"] : new[] { "--headless" },
            .. (options.SearchAttributes ?? []).SelectMany(key => new[] { "--search-attribute", $"{key.Name}={key.ValueType}" }),
            .. server.DatabaseFilename is { } file ? ["--db-filename", file] : Array.Empty<string>(),
            .. server.ExtraArgs ?? [],
        ];
        return await StartAsync(path, arguments, $"{ip}:{port}", options).ConfigureAwait(false);
    }

    /// <summary>Starts a time-skipping server, whose only own argument is its port.</summary>
    internal static async Task<EphemeralServer> StartTimeSkippingAsync(WorkflowEnvironmentStartTimeSkippingOptions options)
    {
        var (ip, port) = Endpoint(options.TargetHost);
        if (ip is not ("127.0.0.1" or "localhost"))
        {
            throw new InvalidOperationException($"A time-skipping server listens on 127.0.0.1 or localhost, not on {ip}");
        }

        var server = options.TestServer;
        string[] arguments = [$"{port}", .. server.ExtraArgs ?? []];
        var path = ServerPath.Find(server.ExistingPath, "TEMPORAL_TEST_SERVER", "TEMPORAL_DEV_SERVER_PATH") ?? await ServerDownload.Official
            .FetchAsync(ServerProgram.TimeSkipping, server.DownloadVersion, options.DownloadDirectory, server.DownloadTtl).ConfigureAwait(false);
        return await StartAsync(path, arguments, $"{ip}:{port}", options).ConfigureAwait(false);
    }

    /// <summary>Ends the process; the state of an in-memory server is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }
        _process.Dispose();
    }

    private static async Task<EphemeralServer> StartAsync(
        string path, string[] arguments, string target, TemporalConnectionOptions options)
    {
        var isAssembly = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : path)
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (isAssembly) start.ArgumentList.Add(path);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment[ExitWithParent] = "1";
        var process = Process.Start(start) ?? throw new InvalidOperationException($"Cannot start {path}");
        var server = new EphemeralServer(process, target);
        try
        {
            await server.WaitUntilServingAsync(options).ConfigureAwait(false);
            return server;
        }
        catch (InvalidOperationException)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task WaitUntilServingAsync(TemporalConnectionOptions options)
    {
        var copy = (TemporalConnectionOptions)options.Clone();
        copy.TargetHost = Target;
        var connection = TemporalConnection.CreateLazy(copy);
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"Server exited with code {_process.ExitCode} before it was ready");
            try
            {
                await connection.WorkflowService.GetSystemInfoAsync(new()).ConfigureAwait(false);
                return;
            }
            catch (Exception early) when (early is InvalidOperationException or RpcException)
            {
                if (TimeProvider.System.GetElapsedTime(begin) > StartTimeout)
                {
                    throw new InvalidOperationException($"Server at {Target} was not ready within {StartTimeout}", early);
                }
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false);
        }
    }

    private static (string Ip, int Port) Endpoint(string? targetHost)
    {
        // A port alone stands for that port of the loopback interface.
        var host = string.IsNullOrEmpty(targetHost) ? "127.0.0.1:0" : targetHost.StartsWith(':') ? "127.0.0.1" + targetHost : targetHost;
        var uri = new Uri("http://" + host);
        var given = targetHost?.Contains(':', StringComparison.Ordinal) == true ? uri.Port : 0;
        return (uri.Host, given > 0 ? given : FreePort());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
