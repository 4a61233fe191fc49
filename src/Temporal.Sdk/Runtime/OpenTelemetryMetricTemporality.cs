namespace Temporalio.Runtime;

/// <summary>Whether sent values are totals or differences.</summary>
public enum OpenTelemetryMetricTemporality
{
    /// <summary>Totals since the start.</summary>
    Cumulative = 1,

    /// <summary>Differences to the value sent before.</summary>
    Delta = 2,
}
