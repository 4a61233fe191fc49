namespace Temporalio.Runtime;

/// <summary>Takes the metrics of this library and of code that uses it to a metrics library of choice. Must be thread-safe.</summary>
public interface ICustomMetricMeter
{
    /// <summary>Makes a counter.</summary>
    /// <typeparam name="T">Type of its values, <see cref="long"/> for this library's own.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if given.</param>
    /// <param name="description">What it means, if given.</param>
    /// <returns>The counter.</returns>
    ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a histogram.</summary>
    /// <typeparam name="T">Type of its values; durations come as <see cref="CustomMetricMeterOptions.HistogramDurationFormat"/> says.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if given.</param>
    /// <param name="description">What it means, if given.</param>
    /// <returns>The histogram.</returns>
    ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a gauge.</summary>
    /// <typeparam name="T">Type of its values.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit, if given.</param>
    /// <param name="description">What it means, if given.</param>
    /// <returns>The gauge.</returns>
    ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct;

    /// <summary>Makes a set of tags.</summary>
    /// <param name="appendFrom">A set made here before that the new one contains; null for none. Not to be changed.</param>
    /// <param name="tags">The further tags; values are strings, whole numbers, floating-point numbers or booleans.</param>
    /// <returns>The set, in whatever form this meter likes.</returns>
    object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags);
}
