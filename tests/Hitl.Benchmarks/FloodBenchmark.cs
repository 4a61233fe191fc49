using System.Globalization;
using System.Net.Sockets;

namespace Hitl.Benchmarks;

/// <summary>EN09: what others notice of a caller that opens and resets streams as fast as it can, over and over.</summary>
internal static class FloodBenchmark
{
    private const int StreamsPerConnection = 100_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        using var server = await EngineProcess.StartAsync(database: null);
        var client = await server.ConnectAsync();
        var length = TimeSpan.FromSeconds(options.Seconds);
        async Task Call(int _) => await client.Connection.WorkflowService.GetSystemInfoAsync(new());

        var (quiet, flooded) = (new Latencies(), new Latencies());
        await Load.ClosedAsync(4, TimeSpan.FromSeconds(3), new(), Call);
        await Load.ClosedAsync(4, length, quiet, Call);
        using var stop = new CancellationTokenSource();
        // A thread of its own: on those of the pool it would hold up the very callers whose wait is measured.
        var cut = 0;
        var flood = new Thread(() => cut = Flood(server.Address, stop.Token)) { IsBackground = true };
        flood.Start();
        await Load.ClosedAsync(4, length, flooded, Call);
        await stop.CancelAsync();
        flood.Join();
        return
        [
            new("P17a", "p99 of others while streams are opened and reset in a flood", "≤ 2× quiet", string.Create(
                CultureInfo.InvariantCulture, $"{flooded.At(0.99):0.0} ms (quiet {quiet.At(0.99):0.0} ms; {cut} connections cut)"), flooded.At(0.99) <= 2 * quiet.At(0.99)),
        ];
    }

    /// <summary>How many connections the server cut.</summary>
    private static int Flood(string address, CancellationToken stop)
    {
        var parts = address.Split(':');
        var cut = 0;
        while (!stop.IsCancellationRequested)
        {
            using var attacker = new TcpClient(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
            if (IsCut(attacker.GetStream(), stop)) cut++;
        }
        return cut;
    }

    private static bool IsCut(NetworkStream connection, CancellationToken stop)
    {
        try
        {
            // Preface, empty settings, then pairs of HEADERS (an indexed :method POST, :scheme http, :path /) and RST_STREAM.
            connection.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
            connection.Write([0, 0, 0, 4, 0, 0, 0, 0, 0]);
            for (var stream = 1; stream < StreamsPerConnection && !stop.IsCancellationRequested; stream += 2)
            {
                ReadOnlySpan<byte> id = [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream];
                connection.Write([0, 0, 3, 1, 5, .. id, 0x83, 0x86, 0x84, 0, 0, 4, 3, 0, .. id, 0, 0, 0, 8]);
            }
            return false;
        }
        catch (IOException)
        {
            // Cut while it wrote.
            return true;
        }
    }
}
