namespace Temporalio.Runtime;

/// <summary>Counts upwards.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public interface ICustomMetricCounter<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Adds to the count.</summary>
    /// <param name="value">How much.</param>
    /// <param name="tags">Tags made by <see cref="ICustomMetricMeter.CreateTags"/>.</param>
    void Add(T value, object tags);
}
