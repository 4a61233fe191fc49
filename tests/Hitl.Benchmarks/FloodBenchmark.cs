using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hitl.Benchmarks;

/// <summary>EN09: what others notice of a caller that opens and resets streams, or pings, as fast as it can and over and over.</summary>
/// <remarks>
/// Server and others have one processor, the attacker another. The others come at a fixed rate that leaves most of theirs free. A caller that sends a million frames a second slows
/// this machine down wherever they go, so what the same flood costs where nobody serves it is told beside the figure; the goal is held against the quiet one all the same.
/// </remarks>
internal static class FloodBenchmark
{
    private const int CallsPerSecond = 500;

    // One after the other and again: what else the machine does hits all of them alike.
    private const int Rounds = 5;

    // The attacker has the other one.
    private const ulong ServersProcessor = 1;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        Processors.Take(ServersProcessor);
        using var server = await EngineProcess.StartAsync(database: null);
        var client = await server.ConnectAsync();
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var swallowed = SwallowAsync(nobody);

        async Task OthersAsync(Latencies latencies) => await Load.OpenAsync(CallsPerSecond, CallsPerSecond * options.Seconds / 2, new(), async _ =>
        {
            // The wait for the answer alone: how late a timer of the load generator is would make the quiet figure larger, and the goal easier.
            var from = Stopwatch.GetTimestamp();
            await client.Connection.WorkflowService.GetSystemInfoAsync(new());
            latencies.Add(Stopwatch.GetElapsedTime(from));
        });

        var (quiet, unserved, resets, pings) = (new Latencies(), new Flood(nobody.LocalEndpoint.ToString()!, Attacker.Reset), new Flood(server.Address, Attacker.Reset), new Flood(server.Address, Attacker.Ping));
        await OthersAsync(new());
        for (var round = 0; round < Rounds; round++)
        {
            await OthersAsync(quiet);
            foreach (var flood in new[] { unserved, resets, pings }) await flood.RunAsync(OthersAsync);
        }

        nobody.Stop();
        await swallowed;
        Processors.Take(ulong.MaxValue);
        Measurement Row(string id, string what, Flood flood) => new(
            id, $"p99 of others ({CallsPerSecond}/s) while one caller {what} as fast as it can", "≤ 2× quiet", string.Create(
                CultureInfo.InvariantCulture,
                $"{flood.Others.At(0.99):0.00} ms (quiet {quiet.At(0.99):0.00} ms; {unserved.Others.At(0.99):0.00} ms while it floods a port where nobody serves; {flood.Frames:N0} frames on {flood.Connections:N0} connections)"),
            flood.Others.At(0.99) <= 2 * quiet.At(0.99));
        return [Row("P17a", "opens and resets streams", resets), Row("P17b", "pings", pings)];
    }

    /// <summary>All rounds of one kind of flood.</summary>
    private sealed class Flood(string address, Attacker.FrameWriter frames)
    {
        public Latencies Others { get; } = new();

        public long Frames { get; private set; }

        public int Connections { get; private set; }

        public async Task RunAsync(Func<Latencies, Task> others)
        {
            var attacker = new Attacker(address, frames);
            await others(Others);
            attacker.Stop();
            (Frames, Connections) = (Frames + attacker.Frames, Connections + attacker.Connections);
        }
    }

    private static async Task SwallowAsync(TcpListener nobody)
    {
        var buffer = new byte[65_536];
        try
        {
            while (true)
            {
                using var connection = await nobody.AcceptSocketAsync();
                while (await connection.ReceiveAsync(buffer) > 0)
                {
                    // What comes is thrown away.
                }
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }
}
