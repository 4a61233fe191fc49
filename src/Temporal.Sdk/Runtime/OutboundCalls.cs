using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The last outbound interceptor: turns a workflow's calls into commands.</summary>
internal sealed class OutboundCalls(WorkflowInstance workflow) : WorkflowOutboundInterceptor
{
    /// <inheritdoc />
    public override Task CancelExternalWorkflowAsync(CancelExternalWorkflowInput input) =>
        workflow.External.CancelAsync(input.Id, input.RunId ?? "", isChild: false);

    /// <inheritdoc />
    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) => new(input);

    /// <inheritdoc />
    public override Task DelayAsync(DelayAsyncInput input) =>
        workflow.Timers.DelayAsync(new DelayOptions(input.Delay, input.Summary, input.CancellationToken));

    /// <inheritdoc />
    public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) => workflow.Activities.ExecuteAsync<TResult>(input);

    /// <inheritdoc />
    public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        workflow.LocalActivities.ExecuteAsync<TResult>(input);

    /// <inheritdoc />
    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) => workflow.External.SignalAsync(
        input.Id, "", isChild: true, input.Signal, input.Args, input.Headers, input.Options?.CancellationToken);

    /// <inheritdoc />
    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) => workflow.External.SignalAsync(
        input.Id, input.RunId ?? "", isChild: false, input.Signal, input.Args, input.Headers, input.Options?.CancellationToken);

    /// <inheritdoc />
    public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(StartChildWorkflowInput input) =>
        workflow.Children.StartAsync<TWorkflow, TResult>(input);
}
