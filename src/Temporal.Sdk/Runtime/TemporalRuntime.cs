using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>What connections share: where metrics go. Make few, and keep them as long as the process.</summary>
public sealed class TemporalRuntime
{
    private static readonly Lazy<TemporalRuntime> LazyDefault = new(() => new TemporalRuntime(new TemporalRuntimeOptions()));

    // Kept so that what exports metrics lives as long as this object.
    private readonly MetricsExport? _export;

    /// <summary>Creates a runtime.</summary>
    /// <param name="options">Where metrics go.</param>
    /// <exception cref="ArgumentException">The options contradict themselves.</exception>
    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        Logging = options.Telemetry.Logging;
        var metrics = options.Telemetry.Metrics;
        (MetricMeter, _export) = metrics is null ? (MetricMeter.Nowhere, null) : MetricsExport.Start(metrics);
    }

    /// <summary>The runtime of connections that name none: measures nothing. Made when first used.</summary>
    public static TemporalRuntime Default => LazyDefault.Value;

    /// <summary>Makes metrics that go where this library's own go.</summary>
    public MetricMeter MetricMeter { get; }

    /// <summary>What is told of this library's own work, and where.</summary>
    internal LoggingOptions? Logging { get; }

    /// <summary>The meter of connections that name no runtime.</summary>
    internal static MetricMeter DefaultMeter => Default.MetricMeter;

    /// <summary>Sends what was measured so far, where metrics are sent.</summary>
    internal void Flush() => _export?.Flush();
}
