using Hitl.Escalations.Drills;
using Temporalio.Workflows;

namespace Hitl.Workflows.Drills;

/// <summary>One drill that a named person runs.</summary>
[Workflow(DrillAddress.WorkflowType)]
public sealed class DrillWorkflow
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="drill">The drill.</param>
    [WorkflowRun]
    public Task<DrillState> RunAsync(Guid drill) =>
        Workflow.ExecuteActivityAsync((IDrillExecution execution) => execution.RunAsync(drill), ActivityProfiles.Drill);
}
