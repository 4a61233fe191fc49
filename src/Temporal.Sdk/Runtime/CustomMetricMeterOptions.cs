namespace Temporalio.Runtime;

/// <summary>What a <see cref="ICustomMetricMeter"/> gets.</summary>
public class CustomMetricMeterOptions : ICloneable
{
    /// <summary>The form durations come in.</summary>
    public enum DurationFormat
    {
        /// <summary>Whole milliseconds, as <see cref="long"/>.</summary>
        IntegerMilliseconds,

        /// <summary>Seconds, as <see cref="double"/>.</summary>
        FloatSeconds,

        /// <summary>As <see cref="System.TimeSpan"/>.</summary>
        TimeSpan,
    }

    /// <summary>The form durations come in. Default <see cref="DurationFormat.IntegerMilliseconds"/>.</summary>
    public DurationFormat HistogramDurationFormat { get; set; } = DurationFormat.IntegerMilliseconds;

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
