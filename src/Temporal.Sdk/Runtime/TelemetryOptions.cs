namespace Temporalio.Runtime;

/// <summary>What a <see cref="TemporalRuntime"/> tells about what happens.</summary>
public class TelemetryOptions : ICloneable
{
    /// <summary>What is told of this library's own work. Default <see langword="null"/>: nothing besides what workers log.</summary>
    public LoggingOptions? Logging { get; set; } = new();

    /// <summary>Where metrics go. Default <see langword="null"/>: nowhere.</summary>
    public MetricsOptions? Metrics { get; set; }

    /// <summary>Copies these options and the option objects inside.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TelemetryOptions)MemberwiseClone();
        copy.Logging = (LoggingOptions?)Logging?.Clone();
        copy.Metrics = (MetricsOptions?)Metrics?.Clone();
        return copy;
    }
}
