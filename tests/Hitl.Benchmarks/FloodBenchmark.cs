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
        var flood = Task.Run(() => FloodAsync(server.Address, stop.Token));
        await Load.ClosedAsync(4, length, flooded, Call);
        await stop.CancelAsync();
        var cut = await flood;
        return
        [
            new("P17a", "p99 of others while streams are opened and reset in a flood", "≤ 2× quiet", string.Create(
                CultureInfo.InvariantCulture, $"{flooded.At(0.99):0.0} ms (quiet {quiet.At(0.99):0.0} ms; {cut} connections cut)"), flooded.At(0.99) <= 2 * quiet.At(0.99)),
        ];
    }

    /// <summary>How many connections the server cut.</summary>
    private static async Task<int> FloodAsync(string address, CancellationToken stop)
    {
        var parts = address.Split(':');
        var cut = 0;
        while (!stop.IsCancellationRequested)
        {
            using var attacker = new TcpClient();
            await attacker.ConnectAsync(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), CancellationToken.None);
            if (await IsCutAsync(attacker.GetStream(), stop)) cut++;
        }
        return cut;
    }

    private static async Task<bool> IsCutAsync(NetworkStream connection, CancellationToken stop)
    {
        // Preface, empty settings, then pairs of HEADERS (an indexed :method POST, :scheme http, :path /) and RST_STREAM.
        await connection.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), CancellationToken.None);
        await connection.WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 }, CancellationToken.None);
        try
        {
            for (var stream = 1; stream < StreamsPerConnection && !stop.IsCancellationRequested; stream += 2)
            {
                byte[] id = [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream];
                await connection.WriteAsync((byte[])[0, 0, 3, 1, 5, .. id, 0x83, 0x86, 0x84, 0, 0, 4, 3, 0, .. id, 0, 0, 0, 8], CancellationToken.None);
            }
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
