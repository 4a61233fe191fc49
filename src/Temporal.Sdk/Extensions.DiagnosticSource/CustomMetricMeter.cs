using System.Diagnostics.Metrics;
using Temporalio.Runtime;

namespace Temporalio.Extensions.DiagnosticSource;

/// <summary>Takes metrics to .NET's own <see cref="Meter"/>.</summary>
public class CustomMetricMeter : ICustomMetricMeter
{
    /// <summary>Creates the meter.</summary>
    /// <param name="meter">Where metrics go.</param>
    public CustomMetricMeter(Meter meter) => Meter = meter;

    /// <summary>Where metrics go.</summary>
    public Meter Meter { get; private init; }

    /// <inheritdoc />
    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new Counter<T>(Meter.CreateCounter<T>(name, unit, description));

    /// <inheritdoc />
    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new Histogram<T>(Meter.CreateHistogram<T>(name, unit, description));

    /// <inheritdoc />
    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new Gauge<T>(Meter.CreateGauge<T>(name, unit, description));

    /// <inheritdoc />
    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags)
    {
        var all = appendFrom is KeyValuePair<string, object?>[] before
            ? before.ToDictionary(tag => tag.Key, tag => tag.Value)
            : [];
        foreach (var (key, value) in tags) all[key] = value;
        return all.ToArray();
    }

    private static KeyValuePair<string, object?>[] Tags(object tags) => (KeyValuePair<string, object?>[])tags;

    private sealed class Counter<T>(System.Diagnostics.Metrics.Counter<T> target) : ICustomMetricCounter<T>
        where T : struct
    {
        public void Add(T value, object tags) => target.Add(value, Tags(tags));
    }

    private sealed class Histogram<T>(System.Diagnostics.Metrics.Histogram<T> target) : ICustomMetricHistogram<T>
        where T : struct
    {
        public void Record(T value, object tags) => target.Record(value, Tags(tags));
    }

    private sealed class Gauge<T>(System.Diagnostics.Metrics.Gauge<T> target) : ICustomMetricGauge<T>
        where T : struct
    {
        public void Set(T value, object tags) => target.Record(value, Tags(tags));
    }
}
