using Temporalio.Runtime;

namespace Temporalio.Common;

/// <summary>Makes metrics.</summary>
public abstract class MetricMeter
{
    private protected MetricMeter()
    {
    }

    /// <summary>A meter whose metrics nobody sees.</summary>
    internal static MetricMeter Nowhere { get; } = new CustomMeter(new NoMetrics(), []);

    /// <summary>Makes a counter.</summary>
    /// <typeparam name="T">Type of its values; a whole number.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="description">What it means.</param>
    /// <returns>The counter.</returns>
    public abstract MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>Makes a histogram.</summary>
    /// <typeparam name="T">Type of its values; a whole number, a floating-point number or a <see cref="TimeSpan"/>.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="description">What it means.</param>
    /// <returns>The histogram.</returns>
    public abstract MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>Makes a gauge.</summary>
    /// <typeparam name="T">Type of its values; a whole or floating-point number.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="description">What it means.</param>
    /// <returns>The gauge.</returns>
    public abstract MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    /// <summary>The same meter with further tags.</summary>
    /// <param name="tags">The tags.</param>
    /// <returns>A new meter.</returns>
    public abstract MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
