using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Starting workflows, with and without a signal.</summary>
internal sealed partial class ClientCalls
{
    /// <inheritdoc />
    public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
    {
        var options = input.Options;
        if (options.StartSignal is null && options.StartSignalArgs is not null)
        {
            throw new ArgumentException("Cannot have start signal args without start signal");
        }
        var request = await StartRequestAsync(input).ConfigureAwait(false);
        try
        {
            if (options.StartSignal is null)
            {
                var worker = options.RequestEagerStart ? client.Connection.Workers.Reserve(Namespace, request.TaskQueue.Name) : null;
                request.RequestEagerExecution = worker is not null;
                var started = await StartAsync(request, worker, options).ConfigureAwait(false);
                return new(client, request.WorkflowId, null, started.RunId, started.RunId);
            }
            var signal = await WithSignalAsync(request, options).ConfigureAwait(false);
            var response = await Service.SignalWithStartWorkflowExecutionAsync(signal, Rpc(options.Rpc)).ConfigureAwait(false);
            // The run may not be the first of its chain: it may have been open before.
            return new(client, request.WorkflowId, null, response.RunId);
        }
        catch (RpcException error) when (error.Code == RpcException.StatusCode.AlreadyExists && RunInTheWay(error) is { } run)
        {
            throw new WorkflowAlreadyStartedException(error.Message, request.WorkflowId, input.Workflow, run);
        }
    }

    private async Task<StartWorkflowExecutionResponse> StartAsync(
        StartWorkflowExecutionRequest request, IEagerWorkflowWorker? worker, WorkflowOptions options)
    {
        PollWorkflowTaskQueueResponse? task = null;
        try
        {
            var started = await Service.StartWorkflowExecutionAsync(request, Rpc(options.Rpc)).ConfigureAwait(false);
            task = started.EagerWorkflowTask;
            return started;
        }
        finally
        {
            worker?.Take(task is { TaskToken.IsEmpty: false } ? task : null);
        }
    }

    private static string? RunInTheWay(RpcException error) =>
        RpcErrorDetails.Of(error)
            .Select(detail => detail.TryUnpack(out WorkflowExecutionAlreadyStartedFailure failure) ? failure.RunId : null)
            .FirstOrDefault(run => run is not null);

    private static Duration? Span(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private async Task<StartWorkflowExecutionRequest> StartRequestAsync(StartWorkflowInput input)
    {
        var options = input.Options;
        var id = options.Id ?? throw new ArgumentException("ID required to start workflow");
        var converter = Of(id);
        return new StartWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowId = id,
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options.TaskQueue ?? throw new ArgumentException("Task queue required to start workflow") },
            Input = await PayloadsAsync(converter, input.Args).ConfigureAwait(false),
            WorkflowExecutionTimeout = Span(options.ExecutionTimeout),
            WorkflowRunTimeout = Span(options.RunTimeout),
            WorkflowTaskTimeout = Span(options.TaskTimeout),
            Identity = Identity,
            // The same for every retry of this call, so that it starts one run.
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? "",
            Memo = await MemoAsync(converter, options.Memo).ConfigureAwait(false),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await HeaderAsync(converter, input.Headers).ConfigureAwait(false),
            WorkflowStartDelay = Span(options.StartDelay),
            Priority = options.Priority?.ToProto(),
            UserMetadata = await converter.ToUserMetadataAsync(options.StaticSummary, options.StaticDetails).ConfigureAwait(false),
        };
    }

    private async Task<SignalWithStartWorkflowExecutionRequest> WithSignalAsync(StartWorkflowExecutionRequest start, WorkflowOptions options) =>
        new()
        {
            Namespace = start.Namespace,
            WorkflowId = start.WorkflowId,
            WorkflowType = start.WorkflowType,
            TaskQueue = start.TaskQueue,
            Input = start.Input,
            WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
            WorkflowRunTimeout = start.WorkflowRunTimeout,
            WorkflowTaskTimeout = start.WorkflowTaskTimeout,
            Identity = start.Identity,
            RequestId = start.RequestId,
            WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
            RetryPolicy = start.RetryPolicy,
            CronSchedule = start.CronSchedule,
            Memo = start.Memo,
            SearchAttributes = start.SearchAttributes,
            Header = start.Header,
            WorkflowStartDelay = start.WorkflowStartDelay,
            Priority = start.Priority,
            UserMetadata = start.UserMetadata,
            SignalName = options.StartSignal!,
            SignalInput = await PayloadsAsync(Of(start.WorkflowId), options.StartSignalArgs ?? []).ConfigureAwait(false),
        };

    private static async Task<Memo?> MemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is not { Count: > 0 }) return null;
        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            if (value is null) throw new ArgumentException($"Memo value for {name} is null");
            memo.Fields[name] = await converter.ToPayloadAsync(value).ConfigureAwait(false);
        }
        return memo;
    }
}
