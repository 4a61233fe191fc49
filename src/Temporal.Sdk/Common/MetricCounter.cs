namespace Temporalio.Common;

/// <summary>Counts upwards.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricCounter<T> : Metric
    where T : struct
{
    private protected MetricCounter(string name, string? unit, string? description)
        : base(name, unit, description)
    {
    }

    /// <summary>Adds to the count.</summary>
    /// <param name="value">How much; not negative.</param>
    /// <param name="extraTags">Tags of this value alone.</param>
    public abstract void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>The same counter with further tags.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>A new counter.</returns>
    public abstract MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
