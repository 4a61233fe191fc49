using Temporalio.Workflows;

namespace Temporal.Tests.Sdk;

/// <summary>Sleeps, and says for how long by its own clock.</summary>
[Workflow]
public sealed class SleepWorkflow
{
    [WorkflowRun]
    public async Task<TimeSpan> RunAsync(TimeSpan duration)
    {
        var begin = Workflow.UtcNow;
        await Workflow.DelayAsync(duration);
        return Workflow.UtcNow - begin;
    }
}
