namespace Temporalio.Runtime;

/// <summary>Measures nothing.</summary>
internal sealed class NoMetrics : ICustomMetricMeter
{
    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new Nothing<T>();

    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new Nothing<T>();

    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new Nothing<T>();

    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags) => this;

    private sealed class Nothing<T> : ICustomMetricCounter<T>, ICustomMetricHistogram<T>, ICustomMetricGauge<T>
        where T : struct
    {
        public void Add(T value, object tags) => _ = tags;

        public void Record(T value, object tags) => _ = tags;

        public void Set(T value, object tags) => _ = tags;
    }
}
