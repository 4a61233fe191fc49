using Temporalio.Workflows;

namespace Temporal.Tests.Sdk;

/// <summary>Continues as new until its number is down to zero.</summary>
[Workflow]
public sealed class CountdownWorkflow
{
    [WorkflowRun]
    public Task<string> RunAsync(int from) => from == 0
        ? Task.FromResult("lift-off")
        : throw Workflow.CreateContinueAsNewException((CountdownWorkflow next) => next.RunAsync(from - 1));
}
