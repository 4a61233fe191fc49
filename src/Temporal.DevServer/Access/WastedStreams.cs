using Microsoft.AspNetCore.Connections;

namespace Temporal.DevServer.Access;

/// <summary>How many streams of one connection came to nothing lately: reset by the caller as soon as they were opened, or no gRPC at all.</summary>
internal sealed class WastedStreams(FloodGate gate, ConnectionContext connection)
{
    /// <summary>What is reset later was a call that somebody waited for: a worker that stops resets each of its long polls.</summary>
    internal static readonly TimeSpan Young = TimeSpan.FromSeconds(1);

    private const int Most = 400;

    // Fewer, because Kestrel may cut before the rest is counted. Whoever stops right after a start resets some hundred.
    private const int Suspicious = 300;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private long _from = gate.Time.GetTimestamp();
    private int _count;

    /// <summary>Counts one; lets the address wait where they are many, and cuts the connection at the one too many.</summary>
    internal void Add()
    {
        int count;
        lock (_lock)
        {
            if (gate.Time.GetElapsedTime(_from) > Window) (_from, _count) = (gate.Time.GetTimestamp(), 0);
            count = ++_count;
        }

        if (count == Suspicious + 1) gate.Suspect(connection);
        if (count == Most + 1) FloodGate.Cut(connection);
    }
}
