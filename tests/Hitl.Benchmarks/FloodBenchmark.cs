using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Hitl.Benchmarks;

/// <summary>EN09: what others notice of a caller that opens and resets streams, or pings, as fast as it can and over and over.</summary>
/// <remarks>
/// The others come at a fixed rate that leaves both processors mostly free: callers that take all of them would measure how the attacker, who runs on the same machine here,
/// shares them. What one caller alone can do to this machine is measured as well, against a listener of our own that takes what comes and does nothing with it.
/// </remarks>
internal static class FloodBenchmark
{
    private const int FramesPerConnection = 100_000;
    private const int CallsPerSecond = 500;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchmarkOptions options)
    {
        using var server = await EngineProcess.StartAsync(database: null);
        var client = await server.ConnectAsync();
        using var sink = new TcpListener(System.Net.IPAddress.Loopback, 0);
        sink.Start();
        _ = SwallowAsync(sink);

        async Task<Latencies> OthersAsync(double seconds)
        {
            var latencies = new Latencies();
            await Load.OpenAsync(CallsPerSecond, (int)(CallsPerSecond * seconds), new(), async _ =>
            {
                var from = Stopwatch.GetTimestamp();
                await client.Connection.WorkflowService.GetSystemInfoAsync(new());
                latencies.Add(Stopwatch.GetElapsedTime(from));
            });
            return latencies;
        }

        async Task<(Latencies Others, int Connections, int Cut)> UnderAsync(string address, Func<int, byte[]> frames)
        {
            using var stop = new CancellationTokenSource();
            var (connections, cut) = (0, 0);
            // A thread of its own: on those of the pool it would hold up the very callers whose wait is measured.
            var flood = new Thread(() => (connections, cut) = Flood(address, frames, stop.Token)) { IsBackground = true };
            flood.Start();
            var others = await OthersAsync(options.Seconds);
            await stop.CancelAsync();
            flood.Join();
            return (others, connections, cut);
        }

        await OthersAsync(3);
        var quiet = await OthersAsync(options.Seconds);
        var machine = await UnderAsync(sink.LocalEndpoint.ToString()!, Reset);
        var resets = await UnderAsync(server.Address, Reset);
        var pings = await UnderAsync(server.Address, Ping);
        Measurement Row(string id, string what, (Latencies Others, int Connections, int Cut) flooded) => new(
            id, $"p99 of others ({CallsPerSecond}/s) while one caller {what} as fast as it can", "≤ 2× quiet", string.Create(
                CultureInfo.InvariantCulture,
                $"{flooded.Others.At(0.99):0.00} ms (quiet {quiet.At(0.99):0.00} ms; {machine.Others.At(0.99):0.00} ms while the same is sent to nobody; {flooded.Connections} connections, {flooded.Cut} cut)"),
            flooded.Others.At(0.99) <= 2 * quiet.At(0.99));
        return [Row("P17a", "opens and resets streams", resets), Row("P17b", "pings", pings)];
    }

    private static async Task SwallowAsync(TcpListener sink)
    {
        while (true)
        {
            using var connection = await sink.AcceptSocketAsync();
            var buffer = new byte[65_536];
            while (await connection.ReceiveAsync(buffer) > 0)
            {
            }
        }
    }

    /// <summary>How many connections it opened, and how many of them were cut.</summary>
    private static (int Connections, int Cut) Flood(string address, Func<int, byte[]> frames, CancellationToken stop)
    {
        var parts = address.Split(':');
        var (connections, cut) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            using var attacker = new TcpClient();
            try
            {
                attacker.Connect(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
                connections++;
                var stream = attacker.GetStream();
                // Preface and empty settings; answers are read, or a server could not go on answering.
                stream.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
                stream.Write([0, 0, 0, 4, 0, 0, 0, 0, 0]);
                _ = SinkAsync(stream);
                for (var i = 0; i < FramesPerConnection && !stop.IsCancellationRequested; i++) stream.Write(frames(i));
            }
            catch (Exception failure) when (failure is IOException or SocketException)
            {
                // Cut while it wrote.
                cut++;
            }
        }
        return (connections, cut);
    }

    private static async Task SinkAsync(NetworkStream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
        }
    }

    // HEADERS (an indexed :method POST, :scheme http, :path /) and RST_STREAM.
    private static byte[] Reset(int number)
    {
        var stream = (2 * number) + 1;
        ReadOnlySpan<byte> id = [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream];
        return [0, 0, 3, 1, 5, .. id, 0x83, 0x86, 0x84, 0, 0, 4, 3, 0, .. id, 0, 0, 0, 8];
    }

    private static byte[] Ping(int number) => [0, 0, 8, 6, 0, 0, 0, 0, 0, .. BitConverter.GetBytes((long)number)];
}
