using Temporalio.Workflows;

namespace Hitl.Workflows.Coverage;

/// <summary>Proves every night whom the catalog would ask in the coming days; started by a schedule.</summary>
[Workflow(WorkflowType)]
public sealed class CoverageProofWorkflow
{
    /// <summary>Workflow type.</summary>
    public const string WorkflowType = "coverage-proof";

    /// <summary>Runs one proof.</summary>
    /// <param name="days">How many days ahead.</param>
    /// <returns>How many gaps it found.</returns>
    [WorkflowRun]
    public Task<int> RunAsync(int days) =>
        Workflow.ExecuteActivityAsync((ICoverageActivities coverage) => coverage.ProveAsync(days), ActivityProfiles.Proof);
}
