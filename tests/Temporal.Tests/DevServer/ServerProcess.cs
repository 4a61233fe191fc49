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

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Channel = new(new() { Target = $"127.0.0.1:{port}" });
    }

    internal GrpcChannel Channel { get; }

    /// <summary>Time from spawning the process to its first answer.</summary>
    internal TimeSpan ReadyAfter { get; private set; }

    internal static async Task<ServerProcess> StartAsync(string database, int port)
    {
        var spawned = Stopwatch.StartNew();
        var program = Path.Combine(AppContext.BaseDirectory, "hitl-temporal.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet",
            [program, "server", "start-dev", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--db", database]))!;
        var server = new ServerProcess(process, port);
        await Eventually.HoldsAsync(server.AnswersAsync);
        server.ReadyAfter = spawned.Elapsed;
        return server;
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

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
        Channel.Dispose();
    }

    private async Task<bool> AnswersAsync()
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
