using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Temporal.DevServer.Access;

/// <summary>Cuts a connection that floods, with streams thrown away or frames that ask for nothing, and lets its address wait before a new one is served. What anybody has open goes on.</summary>
/// <remarks>Cutting alone, which Kestrel does too, would change nothing: whoever floods connects again at once, and the work is the same.</remarks>
internal sealed class FloodGate(TimeProvider time, ILogger log)
{
    /// <summary>How much of any connection is read ahead, and of one that waits held, in bytes.</summary>
    internal const int ReadAhead = 128 * 1024;

    /// <summary>How many may wait; with what each of them may hold, 32 MiB.</summary>
    internal const int MostWaiting = 256;

    /// <summary>How long a new connection waits after the first flood; four times as long after each further one.</summary>
    internal static readonly TimeSpan Penalty = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPenalty = TimeSpan.FromSeconds(64);

    // From then on the next flood counts as a first one.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    // One after the other: together they would be the flood again.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<IPAddress, (long From, TimeSpan Length)> _penalties = [];
    private readonly ConcurrentQueue<EarlyInput> _eager = [];
    private int _waiting;

    /// <summary>Connections that wait to be served.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Of these, how many sent too much meanwhile and will not be served.</summary>
    internal int Eager => _eager.Count;

    internal TimeProvider Time { get; } = time;

    /// <summary>Connection middleware, before TLS and HTTP.</summary>
    internal ConnectionDelegate Guard(ConnectionDelegate next) => connection => AdmitAsync(connection, next);

    /// <summary>Connection middleware that counts frames, after TLS and before HTTP.</summary>
    internal ConnectionDelegate GuardFrames(ConnectionDelegate next) => async connection =>
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        connection.Transport = new Transport(new FrameWatch(input, Time, () => CutFlooding(connection)), output);
        await next(connection);
    };

    /// <summary>Lets the next connections from there wait.</summary>
    internal void Suspect(ConnectionContext connection)
    {
        foreach (var (over, penalty) in _penalties)
        {
            if (Time.GetElapsedTime(penalty.From) > Memory) _penalties.TryRemove(over, out _);
        }

        var now = Time.GetTimestamp();
        var (_, length) = _penalties.AddOrUpdate(AddressOf(connection), _ => (now, Penalty), (_, last) => (now, Longer(last.Length)));
        log.LogWarning("{Address} floods with streams that it throws away, or with frames that ask for nothing: its next connections wait {Seconds:0} s each.", AddressOf(connection), length.TotalSeconds);
    }

    /// <summary>Ends the connection.</summary>
    internal static void Cut(ConnectionContext connection) => connection.Abort(new ConnectionAbortedException("A flood of streams or frames that came to nothing."));

    private void CutFlooding(ConnectionContext connection)
    {
        Suspect(connection);
        Cut(connection);
    }

    private static TimeSpan Longer(TimeSpan length) => length * 4 < LongestPenalty ? length * 4 : LongestPenalty;

    private static IPAddress AddressOf(ConnectionContext connection) => (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    private async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (RestOf(AddressOf(connection)) > TimeSpan.Zero && !await OutlastsAsync(connection))
        {
            connection.Abort();
            return;
        }

        connection.Features.Set(new WastedStreams(this, connection));
        await next(connection);
    }

    private async Task<bool> OutlastsAsync(ConnectionContext connection)
    {
        var place = Interlocked.Increment(ref _waiting);
        EarlyInput? early = null;
        try
        {
            if (place > MostWaiting && !MadeRoom()) return false;
            early = new EarlyInput(connection, _eager.Enqueue);
            // Whoever was let in before may have flooded again meanwhile.
            while (RestOf(AddressOf(connection)) is var rest && rest > TimeSpan.Zero)
            {
                if (await EndsWithinAsync(early, rest + ((place - 1) * Apart), connection.ConnectionClosed)) return false;
            }

            return await early.GiveBackAsync();
        }
        finally
        {
            early?.End();
            while (_eager.TryPeek(out var first) && first.Ended.IsCompleted) _eager.TryDequeue(out _);
            Interlocked.Decrement(ref _waiting);
        }
    }

    // Whoever came first of those that will not be served anyway has to go.
    private bool MadeRoom()
    {
        while (_eager.TryDequeue(out var early))
        {
            if (early.End()) return true;
        }

        return false;
    }

    private async Task<bool> EndsWithinAsync(EarlyInput early, TimeSpan length, CancellationToken closed)
    {
        try
        {
            await early.Ended.WaitAsync(length, Time, closed);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            return true;
        }
    }

    private TimeSpan RestOf(IPAddress address) => _penalties.TryGetValue(address, out var penalty) ? penalty.Length - Time.GetElapsedTime(penalty.From) : TimeSpan.Zero;
}
