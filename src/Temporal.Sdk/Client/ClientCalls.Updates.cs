using Google.Rpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Updates, with and without a start.</summary>
internal sealed partial class ClientCalls
{
    /// <inheritdoc />
    public override async Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input)
    {
        EnsureStage(input.Options.WaitForStage);
        var request = await UpdateRequestAsync(
            input.Id, input.RunId, input.FirstExecutionRunId, input.Update, input.Args, input.Headers, input.Options.Id, input.Options.WaitForStage)
            .ConfigureAwait(false);
        UpdateWorkflowExecutionResponse answer;
        var wait = new UpdateWait(input.Options.Rpc, client.Connection.Options.TimeProvider);
        do
        {
            // A long poll that ran out answers with an earlier stage; the same id is the same update.
            var rpc = wait.Next();
            answer = await TimedAsync(() => Service.UpdateWorkflowExecutionAsync(request, rpc)).ConfigureAwait(false);
        }
        while (answer.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        return await HandleAsync<TResult>(request, answer, input.Options.WaitForStage, input.Options.Rpc).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override async Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input)
    {
        var start = input.Options.StartWorkflowOperation
            ?? throw new ArgumentException("Start workflow operation is required in options for update with start");
        if (!start.TryMarkUsed()) throw new InvalidOperationException("Start operation already used");
        try
        {
            return await StartBothAsync<TUpdateResult>(input, start).ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            start.Failed(failed);
            throw;
        }
    }

    private static void EnsureStage(WorkflowUpdateStage stage)
    {
        if (stage is WorkflowUpdateStage.None) throw new ArgumentException("WaitForStage is required to start workflow update");
        if (stage is WorkflowUpdateStage.Admitted) throw new ArgumentException("Admitted is not an allowed wait stage to start workflow update");
    }

    private static void EnsureAllowed(WorkflowOptions options)
    {
        if (options.IdConflictPolicy == WorkflowIdConflictPolicy.Unspecified) throw new ArgumentException("ID conflict policy required for update with start");
        if (options.StartSignal is not null || options.StartSignalArgs is not null) throw new ArgumentException("Cannot have start signal on update with start");
        if (options.RequestEagerStart) throw new ArgumentException("Cannot request eager start on update with start");
        if (options.Rpc is not null) throw new ArgumentException("Cannot set RPC options on the start of an update with start");
    }

    private static async Task<T> TimedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception gaveUp) when (WorkflowUpdateHandle.IsTimeoutOrCancellation(gaveUp))
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(gaveUp);
        }
    }

    private async Task<WorkflowUpdateHandle<T>> StartBothAsync<T>(StartUpdateWithStartWorkflowInput input, WithStartWorkflowOperation start)
    {
        EnsureStage(input.Options.WaitForStage);
        EnsureAllowed(start.Options);
        var startRequest = await StartRequestAsync(new(start.Workflow, start.Args, start.Options, start.Headers)).ConfigureAwait(false);
        var updateRequest = await UpdateRequestAsync(
            startRequest.WorkflowId, null, null, input.Update, input.Args, input.Headers, input.Options.Id, input.Options.WaitForStage)
            .ConfigureAwait(false);
        var request = new ExecuteMultiOperationRequest
        {
            Namespace = Namespace,
            Operations =
            {
                new ExecuteMultiOperationRequest.Types.Operation { StartWorkflow = startRequest },
                new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = updateRequest },
            },
        };
        UpdateWorkflowExecutionResponse answer;
        var wait = new UpdateWait(input.Options.Rpc, client.Connection.Options.TimeProvider);
        do
        {
            var both = await SendBothAsync(request, start, wait.Next()).ConfigureAwait(false);
            start.Started(client, startRequest.WorkflowId, both.Responses[0].StartWorkflow.RunId);
            answer = both.Responses[1].UpdateWorkflow;
        }
        while (answer.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        return await HandleAsync<T>(updateRequest, answer, input.Options.WaitForStage, input.Options.Rpc).ConfigureAwait(false);
    }

    private async Task<ExecuteMultiOperationResponse> SendBothAsync(
        ExecuteMultiOperationRequest request, WithStartWorkflowOperation start, RpcOptions rpc)
    {
        try
        {
            return await TimedAsync(() => Service.ExecuteMultiOperationAsync(request, rpc)).ConfigureAwait(false);
        }
        catch (RpcException error) when (CauseOf(error) is { } cause)
        {
            if (cause.Code == RpcException.StatusCode.AlreadyExists && RunInTheWay(cause) is { } run)
            {
                throw new WorkflowAlreadyStartedException(cause.Message, start.Options.Id!, start.Workflow, run);
            }

            throw cause;
        }
    }

    // Each operation has a status; the one that only says that the other failed explains nothing.
    private static RpcException? CauseOf(RpcException error)
    {
        foreach (var detail in RpcErrorDetails.Of(error))
        {
            if (!detail.TryUnpack<MultiOperationExecutionFailure>(out var failure)) continue;
            var status = failure.Statuses.FirstOrDefault(each =>
                each.Code != (int)RpcException.StatusCode.OK
                && !each.Details.Any(inner => inner.TypeUrl.EndsWith("MultiOperationExecutionAborted", StringComparison.Ordinal)));
            if (status is null) return null;
            var raw = new Status { Code = status.Code, Message = status.Message, Details = { status.Details } };
            return new RpcException((RpcException.StatusCode)status.Code, status.Message, Google.Protobuf.MessageExtensions.ToByteArray(raw));
        }

        return null;
    }

    private async Task<UpdateWorkflowExecutionRequest> UpdateRequestAsync(
        string id,
        string? runId,
        string? firstRunId,
        string update,
        IReadOnlyCollection<object?> args,
        IDictionary<string, Api.Common.V1.Payload>? headers,
        string? updateId,
        WorkflowUpdateStage stage) => new()
        {
            Namespace = Namespace,
            WorkflowExecution = Execution(id, runId),
            FirstExecutionRunId = firstRunId ?? "",
            WaitPolicy = new WaitPolicy { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)stage },
            Request = new Request
            {
                Meta = new() { UpdateId = updateId ?? Guid.NewGuid().ToString(), Identity = Identity },
                Input = new()
                {
                    Name = update,
                    Args = await PayloadsAsync(Of(id), args).ConfigureAwait(false),
                    Header = await HeaderAsync(Of(id), headers).ConfigureAwait(false),
                },
            },
        };

    private async Task<WorkflowUpdateHandle<T>> HandleAsync<T>(
        UpdateWorkflowExecutionRequest request, UpdateWorkflowExecutionResponse answer, WorkflowUpdateStage stage, RpcOptions? rpc)
    {
        var handle = new WorkflowUpdateHandle<T>(
            client,
            answer.UpdateRef?.UpdateId is { Length: > 0 } id ? id : request.Request.Meta.UpdateId,
            request.WorkflowExecution.WorkflowId,
            answer.UpdateRef?.WorkflowExecution?.RunId is { Length: > 0 } run ? run : null) { KnownOutcome = answer.Outcome };
        // How it ended is for whoever asks for the result.
        if (stage == WorkflowUpdateStage.Completed) await handle.OutcomeAsync(rpc).ConfigureAwait(false);
        return handle;
    }
}
