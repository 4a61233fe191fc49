namespace Temporalio.Client.Schedules;

/// <summary>A schedule's action that starts a workflow, as listed.</summary>
/// <param name="Workflow">Workflow name.</param>
public record ScheduleListActionStartWorkflow(string Workflow) : ScheduleListAction;
