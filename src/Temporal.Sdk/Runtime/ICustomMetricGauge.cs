namespace Temporalio.Runtime;

/// <summary>Shows the last value.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public interface ICustomMetricGauge<T> : ICustomMetric<T>
    where T : struct
{
    /// <summary>Sets the value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tags">Tags made by <see cref="ICustomMetricMeter.CreateTags"/>.</param>
#pragma warning disable CA1716 // The name of the official API.
    void Set(T value, object tags);
#pragma warning restore CA1716
}
