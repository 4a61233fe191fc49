namespace Temporalio.Runtime;

/// <summary>How a <see cref="TemporalRuntime"/> is made.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    /// <summary>What is told about what happens. Default: nothing.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Copies these options and the option objects inside.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
