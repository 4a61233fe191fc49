using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>One link of the chain that a workflow's own calls pass. Runs as workflow code: deterministic.</summary>
public abstract class WorkflowOutboundInterceptor
{
    /// <summary>Creates a link in front of another one.</summary>
    /// <param name="next">The link to delegate to.</param>
    protected WorkflowOutboundInterceptor(WorkflowOutboundInterceptor next) => MaybeNext = next;

    /// <summary>Creates the last link, which overrides everything.</summary>
    private protected WorkflowOutboundInterceptor()
    {
    }

    /// <summary>The link behind this one.</summary>
    /// <exception cref="InvalidOperationException">This is the last one.</exception>
    protected WorkflowOutboundInterceptor Next => MaybeNext ?? throw new InvalidOperationException("No next interceptor");

    private protected WorkflowOutboundInterceptor? MaybeNext { get; init; }

    /// <summary>Requests the cancellation of another workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Completes when the other workflow has the request.</returns>
    public virtual Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) => Next.CancelExternalWorkflowAsync(input);

    /// <summary>Creates the exception that goes on as a new run.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The exception.</returns>
    public virtual ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        Next.CreateContinueAsNewException(input);

    /// <summary>Starts a timer.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Completes when it fires.</returns>
    public virtual Task DelayAsync(DelayAsyncInput input) => Next.DelayAsync(input);

    /// <summary>Schedules an activity.</summary>
    /// <typeparam name="TResult">Type of its result; <see cref="ValueTuple"/> if it is not wanted.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>Its result.</returns>
    public virtual Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) => Next.ScheduleActivityAsync<TResult>(input);

    /// <summary>Schedules a local activity.</summary>
    /// <typeparam name="TResult">Type of its result; <see cref="ValueTuple"/> if it is not wanted.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>Its result.</returns>
    public virtual Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        Next.ScheduleLocalActivityAsync<TResult>(input);

    /// <summary>Signals a child workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Completes when the child has the signal.</returns>
    public virtual Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => Next.SignalChildWorkflowAsync(input);

    /// <summary>Signals another workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Completes when the other workflow has the signal.</returns>
    public virtual Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) => Next.SignalExternalWorkflowAsync(input);

    /// <summary>Starts a child workflow.</summary>
    /// <typeparam name="TWorkflow">Workflow class; <see cref="ValueTuple"/> if unknown.</typeparam>
    /// <typeparam name="TResult">Type of its result; <see cref="ValueTuple"/> if unknown.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>The child, when it is started.</returns>
    public virtual Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        StartChildWorkflowInput input) => Next.StartChildWorkflowAsync<TWorkflow, TResult>(input);
}
