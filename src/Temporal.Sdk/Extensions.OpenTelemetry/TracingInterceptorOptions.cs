using OpenTelemetry.Context.Propagation;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>How a <see cref="TracingInterceptor"/> traces.</summary>
public class TracingInterceptorOptions : ICloneable
{
    /// <summary>Temporal header the trace travels in. Default <c>_tracer-data</c>, which other languages' SDKs read too.</summary>
    public string HeaderKey { get; set; } = "_tracer-data";

    /// <summary>Writes and reads the trace. Default: the process's default propagator.</summary>
    public TextMapPropagator Propagator { get; set; } = Propagators.DefaultTextMapPropagator;

    /// <summary>Tag for workflow ids; null for none. Default <c>temporalWorkflowID</c>.</summary>
    public string? TagNameWorkflowId { get; set; } = "temporalWorkflowID";

    /// <summary>Tag for run ids; null for none. Default <c>temporalRunID</c>.</summary>
    public string? TagNameRunId { get; set; } = "temporalRunID";

    /// <summary>Tag for activity ids; null for none. Default <c>temporalActivityID</c>.</summary>
    public string? TagNameActivityId { get; set; } = "temporalActivityID";

    /// <summary>Tag for update ids; null for none. Default <c>temporalUpdateID</c>.</summary>
    public string? TagNameUpdateId { get; set; } = "temporalUpdateID";

    /// <summary>Copies these options.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
