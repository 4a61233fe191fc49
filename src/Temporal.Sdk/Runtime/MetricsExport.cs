using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Temporalio.Common;
using Temporalio.Extensions.DiagnosticSource;

namespace Temporalio.Runtime;

/// <summary>Takes metrics where the options say.</summary>
internal sealed class MetricsExport
{
    private readonly MeterProvider _provider;

    private MetricsExport(MeterProvider provider) => _provider = provider;

    /// <exception cref="ArgumentException">The options name no destination, or two.</exception>
    internal static (MetricMeter Meter, MetricsExport? Export) Start(MetricsOptions options)
    {
        var tags = Tags(options);
        if (options.CustomMetricMeter is { } custom)
        {
            if (options.OpenTelemetry is not null) throw new ArgumentException("Cannot have a custom metric meter together with OpenTelemetry");
            return (new CustomMeter(custom, tags, options.CustomMetricMeterOptions), null);
        }

        var target = options.OpenTelemetry ?? throw new ArgumentException("Must have either OpenTelemetry or a custom metric meter");
        var meter = new Meter("Temporalio");
        var durations = new CustomMetricMeterOptions
        {
            HistogramDurationFormat = target.UseSecondsForDuration
                ? CustomMetricMeterOptions.DurationFormat.FloatSeconds
                : CustomMetricMeterOptions.DurationFormat.IntegerMilliseconds,
        };
        return (new CustomMeter(new CustomMetricMeter(meter), tags, durations), new MetricsExport(Provider(meter, target)));
    }

    internal void Flush() => _provider.ForceFlush();

    private static MeterProvider Provider(Meter meter, OpenTelemetryOptions options) => Sdk.CreateMeterProviderBuilder()
        .AddMeter(meter.Name)
        .AddOtlpExporter((exporter, reader) =>
        {
            exporter.Endpoint = options.Url ?? throw new ArgumentException("OpenTelemetry needs a URL");
            exporter.Protocol = options.Protocol == OpenTelemetryProtocol.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
            if (options.Headers is { } headers) exporter.Headers = string.Join(',', headers.Select(header => $"{header.Key}={header.Value}"));
            reader.TemporalityPreference = options.MetricTemporality == OpenTelemetryMetricTemporality.Delta
                ? MetricReaderTemporalityPreference.Delta
                : MetricReaderTemporalityPreference.Cumulative;
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                (int)(options.MetricsExportInterval ?? TimeSpan.FromSeconds(1)).TotalMilliseconds;
        })
        .Build();

    private static List<KeyValuePair<string, object>> Tags(MetricsOptions options)
    {
        List<KeyValuePair<string, object>> tags = [.. (options.GlobalTags ?? []).Select(tag => new KeyValuePair<string, object>(tag.Key, tag.Value))];
        if (options.AttachServiceName) tags.Add(new("service_name", "temporal-core-sdk"));
        return tags;
    }
}
