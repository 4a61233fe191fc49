namespace Temporalio.Client.Schedules;

/// <summary>A workflow a schedule started.</summary>
/// <param name="WorkflowId">Its workflow id.</param>
/// <param name="FirstExecutionRunId">Its first run.</param>
public record ScheduleActionExecutionStartWorkflow(string WorkflowId, string FirstExecutionRunId) : ScheduleActionExecution;
