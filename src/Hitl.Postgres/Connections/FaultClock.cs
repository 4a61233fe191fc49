using System.Globalization;

namespace Hitl.Postgres.Connections;

/// <summary>The system's clock, or one that a test sets wrong: HITL_CLOCK_FILE names a file with the seconds this process is off, read again as it changes.</summary>
/// <remarks>Without the variable it is <see cref="TimeProvider.System"/> itself. Timers and timestamps stay true in either case, as on a machine whose clock is stepped.</remarks>
internal sealed class FaultClock(string path) : TimeProvider
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private long _readAt;
    private TimeSpan _off;

    public static TimeProvider OrSystem { get; } = Environment.GetEnvironmentVariable("HITL_CLOCK_FILE") is { Length: > 0 } path ? new FaultClock(path) : System;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off();

    private TimeSpan Off()
    {
        lock (_gate)
        {
            if (_readAt != 0 && GetElapsedTime(_readAt) < ReadEvery) return _off;
            _readAt = GetTimestamp();
            try
            {
                if (double.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var seconds)) _off = TimeSpan.FromSeconds(seconds);
            }
            catch (IOException)
            {
                // Being written just now, or not there: the last reading holds.
                return _off;
            }

            return _off;
        }
    }
}
