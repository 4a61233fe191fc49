using Temporalio.Testing;

namespace Hitl.Tests.Workflows;

/// <summary>The clock of a time-skipping server, for activities: they and the workflow must agree what time it is.</summary>
internal sealed class SkippedTime(WorkflowEnvironment environment) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(environment.GetCurrentTimeAsync().GetAwaiter().GetResult(), TimeSpan.Zero);
}
