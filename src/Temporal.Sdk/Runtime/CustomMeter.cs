using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>A meter whose metrics go to a custom one.</summary>
internal sealed class CustomMeter : MetricMeter
{
    private readonly ICustomMetricMeter _meter;
    private readonly CustomMetricMeterOptions _options;
    private readonly object _tags;

    internal CustomMeter(ICustomMetricMeter meter, IReadOnlyCollection<KeyValuePair<string, object>> tags, CustomMetricMeterOptions? options = null)
        : this(meter, meter.CreateTags(null, tags), options ?? new())
    {
    }

    private CustomMeter(ICustomMetricMeter meter, object tags, CustomMetricMeterOptions options)
    {
        _meter = meter;
        _tags = tags;
        _options = options;
    }

    /// <inheritdoc />
    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
    {
        Numbers.EnsureWhole<T>();
        return new Counter<T>(_meter, _meter.CreateCounter<T>(name, unit, description), _tags, name, unit, description);
    }

    /// <inheritdoc />
    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
    {
        if (typeof(T) != typeof(TimeSpan) || _options.HistogramDurationFormat == CustomMetricMeterOptions.DurationFormat.TimeSpan)
        {
            Numbers.EnsureMeasurable<T>();
            return new Histogram<T, T>(_meter, _meter.CreateHistogram<T>(name, unit, description), static value => value, _tags, name, unit, description);
        }

        return _options.HistogramDurationFormat == CustomMetricMeterOptions.DurationFormat.FloatSeconds
            ? new Histogram<T, double>(
                _meter, _meter.CreateHistogram<double>(name, unit, description), static value => ((TimeSpan)(object)value).TotalSeconds, _tags, name, unit, description)
            : new Histogram<T, long>(
                _meter, _meter.CreateHistogram<long>(name, unit, description), static value => (long)((TimeSpan)(object)value).TotalMilliseconds, _tags, name, unit, description);
    }

    /// <inheritdoc />
    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
    {
        Numbers.EnsureMeasurable<T>();
        return new Gauge<T>(_meter, _meter.CreateGauge<T>(name, unit, description), _tags, name, unit, description);
    }

    /// <inheritdoc />
    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new CustomMeter(_meter, _meter.CreateTags(_tags, [.. tags]), _options);

    private static object With(ICustomMetricMeter meter, object tags, IEnumerable<KeyValuePair<string, object>>? extra) =>
        extra is null ? tags : meter.CreateTags(tags, [.. extra]);

    private static class Numbers
    {
        internal static void EnsureWhole<T>()
        {
            if (!IsWhole(typeof(T))) throw new ArgumentException($"A counter cannot count in {typeof(T)}");
        }

        internal static void EnsureMeasurable<T>()
        {
            if (IsWhole(typeof(T)) || typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(TimeSpan)) return;
            throw new ArgumentException($"{typeof(T)} cannot be measured");
        }

        private static bool IsWhole(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;
    }

    private sealed class Counter<T>(
        ICustomMetricMeter meter, ICustomMetricCounter<T> target, object tags, string name, string? unit, string? description)
        : MetricCounter<T>(name, unit, description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) => target.Add(value, With(meter, tags, extraTags));

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
            new Counter<T>(meter, target, With(meter, tags, tags1), Name, Unit, Description);
    }

    private sealed class Histogram<T, TTarget>(
        ICustomMetricMeter meter,
        ICustomMetricHistogram<TTarget> target,
        Func<T, TTarget> convert,
        object tags,
        string name,
        string? unit,
        string? description)
        : MetricHistogram<T>(name, unit, description)
        where T : struct
        where TTarget : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            target.Record(convert(value), With(meter, tags, extraTags));

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
            new Histogram<T, TTarget>(meter, target, convert, With(meter, tags, tags1), Name, Unit, Description);
    }

    private sealed class Gauge<T>(
        ICustomMetricMeter meter, ICustomMetricGauge<T> target, object tags, string name, string? unit, string? description)
        : MetricGauge<T>(name, unit, description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) => target.Set(value, With(meter, tags, extraTags));

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags1) =>
            new Gauge<T>(meter, target, With(meter, tags, tags1), Name, Unit, Description);
    }
}
