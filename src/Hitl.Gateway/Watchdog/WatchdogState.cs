using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Watchdog;

/// <summary>What the watchdog saw last. Not having looked for a while is not healthy either.</summary>
internal sealed class WatchdogState : IDisposable
{
    private readonly WatchdogOptions _options;
    private readonly TimeProvider _clock;
    private readonly Meter _meter;
    private readonly Counter<long> _alarms;
    private volatile Look? _last;

    public WatchdogState(IOptions<WatchdogOptions> options, TimeProvider clock, IMeterFactory meters)
    {
        (_options, _clock) = (options.Value, clock);
        _meter = meters.Create("Hitl.Watchdog");
        _alarms = _meter.CreateCounter<long>("hitl.escalation.alarms", "{alarm}", "Moments of stages that passed without anything happening.");
        _meter.CreateObservableGauge("hitl.escalation.overdue", () => _last?.Overdue ?? 0, "{stage}", "Open stages with a moment that has passed without anything happening.");
        _meter.CreateObservableGauge("hitl.escalation.healthy", () => IsHealthy ? 1 : 0, "1", "1 while everything happens when it is due.");
    }

    /// <summary>Whether a look was taken lately and found everything on time.</summary>
    public bool IsHealthy => _last is { Overdue: 0 } last && !IsOld(last);

    /// <summary>How it stands, for people.</summary>
    public string Words => _last switch
    {
        null => "not looked at yet",
        { } last when IsOld(last) => string.Create(CultureInfo.InvariantCulture, $"not looked at since {last.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"),
        { Overdue: 0 } => "on time",
        { } last => string.Create(CultureInfo.InvariantCulture, $"{last.Overdue} stages are overdue"),
    };

    /// <summary>Notes what a look found.</summary>
    public void Saw(int overdue) => _last = new(_clock.GetUtcNow(), overdue);

    /// <summary>Counts an alarm.</summary>
    public void Raised() => _alarms.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private bool IsOld(Look last) => _clock.GetUtcNow() - last.At > _options.Every * 4;

    private sealed record Look(DateTimeOffset At, int Overdue);
}
