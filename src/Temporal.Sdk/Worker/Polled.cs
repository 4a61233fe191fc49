using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Worker;

/// <summary>What a poll brought.</summary>
/// <param name="Task">Null if it ran out.</param>
/// <param name="Advice">Whether more or fewer polls would do.</param>
internal readonly record struct Polled<TTask>(TTask? Task, PollerScalingDecision? Advice)
    where TTask : class;
