using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Temporal.DevServer.Metrics;

/// <summary>Counts what the server does, for OpenTelemetry under the meter <c>Temporal.DevServer</c> and as text for Prometheus.</summary>
internal sealed class CallMeter : IDisposable
{
    private readonly Meter _meter = new("Temporal.DevServer");
    private readonly Histogram<double> _duration;
    private readonly ConcurrentDictionary<(string Method, GrpcStatusCode Code), Totals> _totals = new();

    internal CallMeter() => _duration = _meter.CreateHistogram<double>("hitl_temporal_call_duration_seconds", "s", "Time from a call's arrival to its answer.");

    internal IEnumerable<(string Method, GrpcStatusCode Code, long Count, double Seconds)> Calls =>
        _totals.OrderBy(t => t.Key.Method, StringComparer.Ordinal).ThenBy(t => t.Key.Code).Select(t => (t.Key.Method, t.Key.Code, t.Value.Count, t.Value.Seconds));

    internal void Record(string method, GrpcStatusCode code, TimeSpan took)
    {
        _totals.GetOrAdd((method, code), static _ => new()).Add(took);
        if (_duration.Enabled) _duration.Record(took.TotalSeconds, new("method", method), new("code", (int)code));
    }

    public void Dispose() => _meter.Dispose();

    private sealed class Totals
    {
        private long _count;
        private long _ticks;

        internal long Count => Interlocked.Read(ref _count);

        internal double Seconds => TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds;

        internal void Add(TimeSpan took)
        {
            Interlocked.Increment(ref _count);
            Interlocked.Add(ref _ticks, took.Ticks);
        }
    }
}
