namespace Temporalio.Common;

/// <summary>Shows the last value.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricGauge<T> : Metric
    where T : struct
{
    private protected MetricGauge(string name, string? unit, string? description)
        : base(name, unit, description)
    {
    }

    /// <summary>Sets the value.</summary>
    /// <param name="value">The value; not negative.</param>
    /// <param name="extraTags">Tags of this value alone.</param>
#pragma warning disable CA1716 // The name of the official API.
    public abstract void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);
#pragma warning restore CA1716

    /// <summary>The same gauge with further tags.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>A new gauge.</returns>
    public abstract MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
