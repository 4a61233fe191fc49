using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Temporal.Protocol.Grpc;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Tests.DevServer;

/// <summary>The server as its own process, so that it can be killed as processes are.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _spawned = Stopwatch.StartNew();

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Channel = new(new() { Target = $"127.0.0.1:{port}" });
    }

    internal GrpcChannel Channel { get; }

    /// <summary>Time from spawning the process to its first answer.</summary>
    internal TimeSpan ReadyAfter { get; private set; }

    internal static async Task<ServerProcess> StartAsync(string database, int port, string? failPoints = null)
    {
        var server = Spawn(database, port, failPoints);
        await Eventually.HoldsAsync(server.AnswersAsync);
        server.ReadyAfter = server._spawned.Elapsed;
        return server;
    }

    /// <summary>Starts the process without waiting for it. <paramref name="failPoints"/>: the directory whose files arm named points.</summary>
    internal static ServerProcess Spawn(string database, int port, string? failPoints = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "hitl-temporal.dll");
        var start = new ProcessStartInfo("dotnet",
            [program, "server", "start-dev", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--db", database]);
        if (failPoints is not null) start.Environment["HITL_FAIL_POINTS"] = failPoints;
        return new(Process.Start(start)!, port);
    }

    /// <summary>The server in memory, telling everything to a pipe that nobody reads.</summary>
    internal static ServerProcess SpawnUnread(int port)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "hitl-temporal.dll");
        string[] arguments = [program, "server", "start-dev", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--log-level", "debug"];
        return new(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!, port);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    internal void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits until it died of itself.</summary>
    internal async Task DiesAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
        Channel.Dispose();
    }

    internal async Task<bool> AnswersAsync()
    {
        try
        {
            await Channel.CallAsync<GetSystemInfoResponse>(new GetSystemInfoRequest(), new() { Timeout = TimeSpan.FromSeconds(5) });
            return true;
        }
        catch (RpcStatusException)
        {
            return false;
        }
    }
}
