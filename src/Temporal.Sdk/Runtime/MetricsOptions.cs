namespace Temporalio.Runtime;

/// <summary>Where metrics go. Exactly one of <see cref="OpenTelemetry"/> and <see cref="CustomMetricMeter"/> is to be set.</summary>
public class MetricsOptions : ICloneable
{
    /// <summary>Creates options without a destination.</summary>
    public MetricsOptions()
    {
    }

    /// <summary>Creates options for OpenTelemetry.</summary>
    /// <param name="openTelemetry">Where to send.</param>
    public MetricsOptions(OpenTelemetryOptions openTelemetry) => OpenTelemetry = openTelemetry;

    /// <summary>Sends metrics by the OpenTelemetry protocol.</summary>
    public OpenTelemetryOptions? OpenTelemetry { get; set; }

    /// <summary>Takes metrics to a library of choice.</summary>
    public ICustomMetricMeter? CustomMetricMeter { get; set; }

    /// <summary>What the custom meter gets. Default: as <see cref="Runtime.CustomMetricMeterOptions"/>.</summary>
    public CustomMetricMeterOptions? CustomMetricMeterOptions { get; set; }

    /// <summary>Whether the tag <c>service_name</c> is on every metric. Default <see langword="true"/>.</summary>
    public bool AttachServiceName { get; set; } = true;

    /// <summary>Tags of every metric. Default none.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>>? GlobalTags { get; set; }

    /// <summary>Copies these options and the option objects inside.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (MetricsOptions)MemberwiseClone();
        copy.OpenTelemetry = (OpenTelemetryOptions?)OpenTelemetry?.Clone();
        copy.CustomMetricMeterOptions = (CustomMetricMeterOptions?)CustomMetricMeterOptions?.Clone();
        return copy;
    }
}
