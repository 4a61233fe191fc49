using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Acts on one update of a workflow.</summary>
/// <param name="Client">Client that makes the calls.</param>
/// <param name="Id">Update id.</param>
/// <param name="WorkflowId">Workflow id.</param>
/// <param name="WorkflowRunId">Run, if known.</param>
public record WorkflowUpdateHandle(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    /// <summary>How the update ended, once known.</summary>
    internal Outcome? KnownOutcome { get; set; }

    /// <summary>Waits until the update completes, and ignores what it returns.</summary>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>Done when it completed.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait was cancelled or ran out of time.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    /// <summary>Waits until the update completes.</summary>
    /// <typeparam name="TResult">Type to decode the result into.</typeparam>
    /// <param name="rpcOptions">How the calls are sent.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">It was refused, or failed.</exception>
    /// <exception cref="WorkflowUpdateRpcTimeoutOrCanceledException">The wait was cancelled or ran out of time.</exception>
    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        var outcome = await OutcomeAsync(rpcOptions).ConfigureAwait(false);
        if (outcome.Failure is { } failure)
        {
            // Converting decodes in place, and others may ask again.
            throw new WorkflowUpdateFailedException(await Converter.ToExceptionAsync(failure.Clone()).ConfigureAwait(false));
        }

        if (typeof(TResult) == typeof(ValueTuple)) return default!;
        return await Converter.ToSingleValueAsync<TResult>(outcome.Success.Payloads_).ConfigureAwait(false);
    }

    /// <summary>Waits until it is known how the update ended.</summary>
    internal async Task<Outcome> OutcomeAsync(RpcOptions? rpcOptions)
    {
        var wait = new UpdateWait(rpcOptions, Client.Connection.Options.TimeProvider);
        while (KnownOutcome is null)
        {
            try
            {
                var answer = await Client.Connection.WorkflowService.PollWorkflowExecutionUpdateAsync(Poll(), wait.Next()).ConfigureAwait(false);
                // A long poll that ran out answers without outcome.
                KnownOutcome ??= answer.Outcome;
            }
            catch (Exception gaveUp) when (IsTimeoutOrCancellation(gaveUp))
            {
                throw new WorkflowUpdateRpcTimeoutOrCanceledException(gaveUp);
            }
        }

        return KnownOutcome;
    }

    internal static bool IsTimeoutOrCancellation(Exception error) => error
        is OperationCanceledException
        or RpcException { Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled };

    private PollWorkflowExecutionUpdateRequest Poll() => new()
    {
        Namespace = Client.Options.Namespace,
        UpdateRef = new()
        {
            UpdateId = Id,
            WorkflowExecution = new() { WorkflowId = WorkflowId, RunId = WorkflowRunId ?? "" },
        },
        Identity = Client.Connection.Options.Identity ?? "",
        WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
    };

    private DataConverter Converter =>
        Client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(Client.Options.Namespace, WorkflowId));
}
