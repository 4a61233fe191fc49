using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>One link of the chain every call of a client passes. Override what is of interest, call the base for the rest.</summary>
public abstract class ClientOutboundInterceptor
{
    private readonly ClientOutboundInterceptor? _next;

    /// <summary>Creates a link in front of another one.</summary>
    /// <param name="next">The link to delegate to.</param>
    protected ClientOutboundInterceptor(ClientOutboundInterceptor next) => _next = next;

    /// <summary>Creates the last link, which overrides everything.</summary>
    private protected ClientOutboundInterceptor()
    {
    }

    /// <summary>The link behind this one.</summary>
    /// <exception cref="InvalidOperationException">This is the last one.</exception>
    protected ClientOutboundInterceptor Next => _next ?? throw new InvalidOperationException("No next interceptor");

    /// <summary>Starts a workflow, or signals with start.</summary>
    /// <typeparam name="TWorkflow">Workflow class, or <see cref="ValueTuple"/> if unknown.</typeparam>
    /// <typeparam name="TResult">Result type, or <see cref="ValueTuple"/> if unknown.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>Handle of the workflow.</returns>
    public virtual Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
        Next.StartWorkflowAsync<TWorkflow, TResult>(input);

    /// <summary>Signals a workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the signal.</returns>
    public virtual Task SignalWorkflowAsync(SignalWorkflowInput input) => Next.SignalWorkflowAsync(input);

    /// <summary>Queries a workflow.</summary>
    /// <typeparam name="TResult">Type of the answer.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>The answer.</returns>
    public virtual Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => Next.QueryWorkflowAsync<TResult>(input);

    /// <summary>Describes a workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The description.</returns>
    public virtual Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input) =>
        Next.DescribeWorkflowAsync(input);

    /// <summary>Requests cancellation of a workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the request.</returns>
    public virtual Task CancelWorkflowAsync(CancelWorkflowInput input) => Next.CancelWorkflowAsync(input);

    /// <summary>Terminates a workflow.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when it is closed.</returns>
    public virtual Task TerminateWorkflowAsync(TerminateWorkflowInput input) => Next.TerminateWorkflowAsync(input);

    /// <summary>Reads one page of a history.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The page; never empty with a token for more.</returns>
    public virtual Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
        Next.FetchWorkflowHistoryEventPageAsync(input);

    /// <summary>Lists workflows.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The workflows, read page by page.</returns>
    public virtual IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) => Next.ListWorkflowsAsync(input);

    /// <summary>Lists one page of workflows; also called for each page of <see cref="ListWorkflowsAsync"/>.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The page.</returns>
    public virtual Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input) => Next.ListWorkflowsPaginatedAsync(input);

    /// <summary>Counts workflows.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The count.</returns>
    public virtual Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) => Next.CountWorkflowsAsync(input);

    /// <summary>Sends a heartbeat from outside the worker.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has it.</returns>
    public virtual Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input) => Next.HeartbeatAsyncActivityAsync(input);

    /// <summary>Completes an activity from outside the worker.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the result.</returns>
    public virtual Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input) => Next.CompleteAsyncActivityAsync(input);

    /// <summary>Fails an activity from outside the worker.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the failure.</returns>
    public virtual Task FailAsyncActivityAsync(FailAsyncActivityInput input) => Next.FailAsyncActivityAsync(input);

    /// <summary>Reports an activity as cancelled from outside the worker.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the report.</returns>
    public virtual Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input) =>
        Next.ReportCancellationAsyncActivityAsync(input);

    /// <summary>Sends an update.</summary>
    /// <typeparam name="TResult">Type of its result; <see cref="ValueTuple"/> if it is not wanted.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>Handle of the update.</returns>
    public virtual Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) =>
        Next.StartWorkflowUpdateAsync<TResult>(input);

    /// <summary>Sends an update that may start its workflow.</summary>
    /// <typeparam name="TUpdateResult">Type of its result; <see cref="ValueTuple"/> if it is not wanted.</typeparam>
    /// <param name="input">The call.</param>
    /// <returns>Handle of the update.</returns>
    public virtual Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input) => Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input);

    /// <summary>Creates a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Handle of the schedule.</returns>
    public virtual Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input) => Next.CreateScheduleAsync(input);

    /// <summary>Lists schedules.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The schedules, read page by page.</returns>
    public virtual IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) => Next.ListSchedulesAsync(input);

    /// <summary>Makes up for times of a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the request.</returns>
    public virtual Task BackfillScheduleAsync(BackfillScheduleInput input) => Next.BackfillScheduleAsync(input);

    /// <summary>Deletes a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when it is deleted.</returns>
    public virtual Task DeleteScheduleAsync(DeleteScheduleInput input) => Next.DeleteScheduleAsync(input);

    /// <summary>Describes a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>The description.</returns>
    public virtual Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input) => Next.DescribeScheduleAsync(input);

    /// <summary>Pauses a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when it is paused.</returns>
    public virtual Task PauseScheduleAsync(PauseScheduleInput input) => Next.PauseScheduleAsync(input);

    /// <summary>Makes a schedule act.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when the server has the request.</returns>
    public virtual Task TriggerScheduleAsync(TriggerScheduleInput input) => Next.TriggerScheduleAsync(input);

    /// <summary>Ends the pause of a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when it is over.</returns>
    public virtual Task UnpauseScheduleAsync(UnpauseScheduleInput input) => Next.UnpauseScheduleAsync(input);

    /// <summary>Changes a schedule.</summary>
    /// <param name="input">The call.</param>
    /// <returns>Done when it is changed.</returns>
    public virtual Task UpdateScheduleAsync(UpdateScheduleInput input) => Next.UpdateScheduleAsync(input);
}
