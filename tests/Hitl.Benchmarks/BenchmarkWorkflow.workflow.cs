using Temporalio.Activities;
using Temporalio.Workflows;

namespace Hitl.Benchmarks;

/// <summary>Activities one after another: the load both SDKs are put under.</summary>
[Workflow("benchmark")]
public sealed class BenchmarkWorkflow
{
    /// <summary>Runs that many.</summary>
    /// <param name="activities">How many, from 0.</param>
    /// <returns>How many ran.</returns>
    [WorkflowRun]
    public async Task<int> RunAsync(int activities)
    {
        var done = 0;
        while (done < activities)
        {
            done = await Workflow.ExecuteActivityAsync(() => Next(done), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        }
        return done;
    }

    /// <summary>The least an activity can do.</summary>
    /// <param name="after">A number.</param>
    /// <returns>The one after it.</returns>
    [Activity("next")]
    public static int Next(int after) => after + 1;
}
