namespace Temporalio.Runtime;

/// <summary>What this library tells of its own work, as opposed to what workflows, activities and workers log.</summary>
public class LoggingOptions : ICloneable
{
    /// <summary>Creates options.</summary>
    public LoggingOptions()
    {
    }

    /// <summary>Creates options.</summary>
    /// <param name="filter">See <see cref="Filter"/>.</param>
    public LoggingOptions(TelemetryFilterOptions filter) => Filter = filter;

    /// <summary>What is told. Default: warnings and errors.</summary>
    public TelemetryFilterOptions Filter { get; set; } = new();

    /// <summary>Where it is told. Default <see langword="null"/>: to the client's and worker's own loggers alone.</summary>
    public LogForwardingOptions? Forwarding { get; set; }

    /// <summary>Copies these options and the option objects inside.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (LoggingOptions)MemberwiseClone();
        copy.Filter = (TelemetryFilterOptions)Filter.Clone();
        copy.Forwarding = (LogForwardingOptions?)Forwarding?.Clone();
        return copy;
    }
}
