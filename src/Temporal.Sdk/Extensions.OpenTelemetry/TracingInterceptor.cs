using System.Diagnostics;
using OpenTelemetry.Context.Propagation;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>Traces what clients, workflows and activities do, and keeps the trace together across processes.</summary>
/// <remarks>Set on the client's options; it applies to the client's workers too. In workflows only spans of
/// <see cref="ActivitySourceExtensions.TrackWorkflowDiagnosticActivity"/> are safe.</remarks>
public partial class TracingInterceptor : IClientInterceptor, IWorkerInterceptor
{
    /// <summary>Source of the spans of clients.</summary>
    public static readonly ActivitySource ClientSource = new("Temporalio.Extensions.OpenTelemetry.Client");

    /// <summary>Source of the spans of workflows.</summary>
    public static readonly ActivitySource WorkflowsSource = new("Temporalio.Extensions.OpenTelemetry.Workflow");

    /// <summary>Source of the spans of activities.</summary>
    public static readonly ActivitySource ActivitiesSource = new("Temporalio.Extensions.OpenTelemetry.Activity");

    /// <summary>Creates the interceptor.</summary>
    /// <param name="options">How to trace.</param>
    public TracingInterceptor(TracingInterceptorOptions? options = null) => Options = options ?? new();

    /// <summary>How it traces; not to be changed.</summary>
    public TracingInterceptorOptions Options { get; init; }

    /// <inheritdoc />
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new ClientOutbound(this, nextInterceptor);

    /// <inheritdoc />
    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new WorkflowInbound(this, nextInterceptor);

    /// <inheritdoc />
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new ActivityInbound(this, nextInterceptor);

    /// <summary>Writes a trace into headers.</summary>
    /// <param name="headers">Headers to add to, if any.</param>
    /// <param name="ctx">The trace.</param>
    /// <returns>The headers.</returns>
    protected virtual IDictionary<string, Payload> HeadersFromContext(IDictionary<string, Payload>? headers, PropagationContext ctx)
    {
        var carrier = new Dictionary<string, string>();
        Options.Propagator.Inject(ctx, carrier, static (fields, key, value) => fields[key] = value);
        headers ??= new Dictionary<string, Payload>();
        headers[Options.HeaderKey] = DataConverter.Default.PayloadConverter.ToPayload(carrier);
        return headers;
    }

    /// <summary>Reads a trace from headers.</summary>
    /// <param name="headers">The headers, if any.</param>
    /// <returns>The trace, if there is one.</returns>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, Payload>? headers)
    {
        if (headers is null || !headers.TryGetValue(Options.HeaderKey, out var payload)) return null;
        var carrier = DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(payload);
        return Options.Propagator.Extract(default, carrier, static (fields, key) => fields.TryGetValue(key, out var value) ? [value] : []);
    }

    /// <summary>Tags of a span about a workflow.</summary>
    /// <param name="workflowId">Its id.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateWorkflowTags(string workflowId) => Tags((Options.TagNameWorkflowId, workflowId));

    /// <summary>Tags of a span about an update.</summary>
    /// <param name="workflowId">Id of its workflow.</param>
    /// <param name="updateId">Its id, if known.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateUpdateTags(string workflowId, string? updateId) =>
        Tags((Options.TagNameWorkflowId, workflowId), (Options.TagNameUpdateId, updateId));

    /// <summary>Tags of a span of the running workflow.</summary>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInWorkflowTags() =>
        Tags((Options.TagNameWorkflowId, Workflow.Info.WorkflowId), (Options.TagNameRunId, Workflow.Info.RunId));

    /// <summary>Tags of a span of the running activity.</summary>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInActivityTags()
    {
        var info = ActivityExecutionContext.Current.Info;
        return Tags(
            (Options.TagNameWorkflowId, info.WorkflowId), (Options.TagNameRunId, info.WorkflowRunId), (Options.TagNameActivityId, info.ActivityId));
    }

    private static List<KeyValuePair<string, object?>> Tags(params IEnumerable<(string? Name, string? Value)> tags) =>
        [.. tags.Where(tag => tag.Name is not null && tag.Value is not null).Select(tag => new KeyValuePair<string, object?>(tag.Name!, tag.Value))];
}
