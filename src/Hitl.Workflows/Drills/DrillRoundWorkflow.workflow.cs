using Temporalio.Workflows;

namespace Hitl.Workflows.Drills;

/// <summary>Opens the drills of a month; started by a schedule.</summary>
[Workflow(DrillAddress.RoundWorkflowType)]
public sealed class DrillRoundWorkflow
{
    /// <summary>Runs one round.</summary>
    /// <returns>How many drills it opened.</returns>
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteActivityAsync((IDrillActivities drills) => drills.OpenAsync(), ActivityProfiles.Store);
}
