namespace Temporalio.Runtime;

/// <summary>How metrics are sent by the OpenTelemetry protocol.</summary>
public class OpenTelemetryOptions : ICloneable
{
    /// <summary>Creates options without a destination.</summary>
    public OpenTelemetryOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="url">Where to send.</param>
    public OpenTelemetryOptions(string url)
        : this(new Uri(url))
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="url">Where to send.</param>
    public OpenTelemetryOptions(Uri url) => Url = url;

    /// <summary>Where to send. Required.</summary>
    public Uri? Url { get; set; }

    /// <summary>Headers of every request. Default none.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? Headers { get; set; }

    /// <summary>How often to send. Default <see langword="null"/>: every second.</summary>
    public TimeSpan? MetricsExportInterval { get; set; }

    /// <summary>Whether durations are seconds as floating-point numbers, not whole milliseconds. Default <see langword="false"/>.</summary>
    public bool UseSecondsForDuration { get; set; }

    /// <summary>Whether values are totals or differences. Default totals.</summary>
    public OpenTelemetryMetricTemporality MetricTemporality { get; set; } = OpenTelemetryMetricTemporality.Cumulative;

    /// <summary>How requests travel. Default gRPC.</summary>
    public OpenTelemetryProtocol Protocol { get; set; } = OpenTelemetryProtocol.Grpc;

    /// <summary>Copies these options; headers are shared.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
