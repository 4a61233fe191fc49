namespace Temporalio.Common;

/// <summary>Records how values are spread.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public abstract class MetricHistogram<T> : Metric
    where T : struct
{
    private protected MetricHistogram(string name, string? unit, string? description)
        : base(name, unit, description)
    {
    }

    /// <summary>Records a value.</summary>
    /// <param name="value">The value; not negative.</param>
    /// <param name="extraTags">Tags of this value alone.</param>
    public abstract void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    /// <summary>The same histogram with further tags.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>A new histogram.</returns>
    public abstract MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
