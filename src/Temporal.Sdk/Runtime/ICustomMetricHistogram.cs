namespace Temporalio.Runtime;

/// <summary>Records how values are spread.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public interface ICustomMetricHistogram<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Records a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tags">Tags made by <see cref="ICustomMetricMeter.CreateTags"/>.</param>
    void Record(T value, object tags);
}
