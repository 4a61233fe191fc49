using Microsoft.AspNetCore.Connections;

namespace Temporal.DevServer.Access;

/// <summary>How many streams of one connection came to nothing lately: reset by the caller, or no gRPC at all.</summary>
internal sealed class WastedStreams(FloodGate gate, ConnectionContext connection)
{
    /// <summary>A worker that stops resets each of its polls, some hundred of them; nobody has a reason for this many.</summary>
    private const int Most = 1_500;

    // More than may be open at once: not even a caller that was torn away with all of them has as many. Kestrel may cut before the rest is counted.
    private const int Suspicious = 1_000;

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
