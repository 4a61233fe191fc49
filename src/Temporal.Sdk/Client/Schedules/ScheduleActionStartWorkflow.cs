using System.Linq.Expressions;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Client.Schedules;

/// <summary>Starts a workflow; the time is appended to its id. Made by <see cref="Create{TWorkflow}"/> and the like.</summary>
/// <param name="Workflow">Workflow name.</param>
/// <param name="Args">Its arguments; those of a described schedule are <see cref="IEncodedRawValue"/>s.</param>
/// <param name="Options">How it is started; id and task queue are required, some others refused.</param>
/// <param name="Headers">Headers to send along, if any.</param>
public record ScheduleActionStartWorkflow(
    string Workflow,
    IReadOnlyCollection<object?> Args,
    WorkflowOptions Options,
    IReadOnlyDictionary<string, Payload>? Headers = null)
    : ScheduleAction
{
    /// <summary>An action that starts a workflow.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id and task queue are required; policies of ids, cron, start signals and RPC options are refused.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options) => CreateFrom(workflowRunCall, options);

    /// <summary>An action that starts a workflow without result.</summary>
    /// <typeparam name="TWorkflow">The workflow class.</typeparam>
    /// <param name="workflowRunCall">A single call of the run method.</param>
    /// <param name="options">Id and task queue are required; policies of ids, cron, start signals and RPC options are refused.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options) => CreateFrom(workflowRunCall, options);

    /// <summary>An action that starts a workflow by name.</summary>
    /// <param name="workflow">Workflow name.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Id and task queue are required; policies of ids, cron, start signals and RPC options are refused.</param>
    /// <returns>The action.</returns>
    public static ScheduleActionStartWorkflow Create(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options);

    internal static ScheduleActionStartWorkflow FromProto(NewWorkflowExecutionInfo proto, DataConverter converter) => new(
        proto.WorkflowType.Name,
        [.. (proto.Input?.Payloads_ ?? []).Select(payload => new EncodedRawValue(converter, payload))],
        new WorkflowOptions(proto.WorkflowId, proto.TaskQueue.Name)
        {
            ExecutionTimeout = proto.WorkflowExecutionTimeout?.ToTimeSpan(),
            RunTimeout = proto.WorkflowRunTimeout?.ToTimeSpan(),
            TaskTimeout = proto.WorkflowTaskTimeout?.ToTimeSpan(),
            RetryPolicy = proto.RetryPolicy is { } policy ? RetryPolicy.FromProto(policy) : null,
            Memo = proto.Memo?.Fields.ToDictionary(field => field.Key, field => (object)new EncodedRawValue(converter, field.Value)),
            TypedSearchAttributes = proto.SearchAttributes is { } attributes
                ? SearchAttributeCollection.FromProto(attributes)
                : SearchAttributeCollection.Empty,
        },
        proto.Header?.Fields);

    internal override async Task<Api.Schedule.V1.ScheduleAction> ToProtoAsync(DataConverter converter)
    {
        EnsureAllowed();
        return new()
        {
            StartWorkflow = new NewWorkflowExecutionInfo
            {
                WorkflowId = Options.Id ?? throw new ArgumentException("ID required on workflow action"),
                WorkflowType = new() { Name = Workflow },
                TaskQueue = new() { Name = Options.TaskQueue ?? throw new ArgumentException("Task queue required on workflow action") },
                Input = Args.Count == 0 ? null : new Payloads { Payloads_ = { await PayloadsAsync(converter).ConfigureAwait(false) } },
                WorkflowExecutionTimeout = Span(Options.ExecutionTimeout),
                WorkflowRunTimeout = Span(Options.RunTimeout),
                WorkflowTaskTimeout = Span(Options.TaskTimeout),
                RetryPolicy = Options.RetryPolicy?.ToProto(),
                Memo = await MemoAsync(converter).ConfigureAwait(false),
                SearchAttributes = Options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
                Header = Headers is null ? null : new Header { Fields = { Headers.ToDictionary() } },
                UserMetadata = await converter.ToUserMetadataAsync(Options.StaticSummary, Options.StaticDetails).ConfigureAwait(false),
                Priority = Options.Priority?.ToProto(),
            },
        };
    }

    private static ScheduleActionStartWorkflow CreateFrom(LambdaExpression runCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Parse(runCall);
        return Create(WorkflowDefinition.NameFromRunMethodForCall(method), args, options);
    }

    private static Duration? Span(TimeSpan? span) => span is { } given ? Duration.FromTimeSpan(given) : null;

    // What was read from the server is encoded already.
    private static Task<Payload> PayloadAsync(DataConverter converter, object? value) =>
        value is IEncodedRawValue raw ? Task.FromResult(raw.Payload) : converter.ToPayloadAsync(value);

    private void EnsureAllowed()
    {
        if (Options.IdReusePolicy != WorkflowIdReusePolicy.AllowDuplicate) throw new ArgumentException("ID reuse policy cannot change from default for scheduled workflow");
        if (Options.IdConflictPolicy != WorkflowIdConflictPolicy.Unspecified) throw new ArgumentException("ID conflict policy cannot change from default for scheduled workflow");
        if (Options.CronSchedule is not null) throw new ArgumentException("Cron schedule cannot be set on scheduled workflow");
        if (Options.StartDelay is not null) throw new ArgumentException("Start delay cannot be set on scheduled workflow");
        if (Options.RequestEagerStart) throw new ArgumentException("Eager start cannot be set on scheduled workflow");
        if (Options.StartSignal is not null || Options.StartSignalArgs is not null) throw new ArgumentException("Start signal and/or start signal args cannot be set on scheduled workflow");
        if (Options.Rpc is not null) throw new ArgumentException("RPC options cannot be set on scheduled workflow");
    }

    private async Task<Payload[]> PayloadsAsync(DataConverter converter) =>
        await Task.WhenAll(Args.Select(argument => PayloadAsync(converter, argument))).ConfigureAwait(false);

    private async Task<Memo?> MemoAsync(DataConverter converter)
    {
        if (Options.Memo is not { Count: > 0 } values) return null;
        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            if (value is null) throw new ArgumentException($"Memo value for {name} is null");
            memo.Fields[name] = await PayloadAsync(converter, value).ConfigureAwait(false);
        }

        return memo;
    }
}
