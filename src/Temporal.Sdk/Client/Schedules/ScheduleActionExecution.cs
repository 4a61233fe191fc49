namespace Temporalio.Client.Schedules;

/// <summary>Something a schedule did. The one kind there is: <see cref="ScheduleActionExecutionStartWorkflow"/>.</summary>
public abstract record ScheduleActionExecution
{
    private protected ScheduleActionExecution()
    {
    }

    internal static ScheduleActionExecution FromProto(Api.Common.V1.WorkflowExecution started) =>
        new ScheduleActionExecutionStartWorkflow(started.WorkflowId, started.RunId);
}
