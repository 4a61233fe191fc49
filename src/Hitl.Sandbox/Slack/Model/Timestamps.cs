using System.Globalization;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>Hands out message timestamps: seconds, a dot, six digits; strictly increasing, also when the clock is not.</summary>
internal sealed class Timestamps(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long _last;

    public string Next()
    {
        lock (_gate)
        {
            var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            _last = Math.Max(_last + 1, now);
            return string.Create(CultureInfo.InvariantCulture, $"{_last / 1_000_000}.{_last % 1_000_000:D6}");
        }
    }

    /// <summary>Never hands out a timestamp at or before this one again.</summary>
    public void StartAfter(string ts)
    {
        lock (_gate)
        {
            _last = Math.Max(_last, (long)(decimal.Parse(ts, CultureInfo.InvariantCulture) * 1_000_000));
        }
    }
}
