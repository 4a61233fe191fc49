using Temporalio.Api.Failure.V1;
using Temporalio.Runtime.Machines;

namespace Temporalio.Runtime;

/// <summary>A signal or cancel request a workflow waits for the delivery of.</summary>
internal sealed class ExternalCall
{
    internal PendingCommand? Command { get; set; }

    internal ExternalMachine.Phase Phase { get; private set; }

    /// <summary>Null: delivered.</summary>
    internal TaskCompletionSource<Failure?> Answered { get; } = new();

    internal void Step(ExternalMachine.Step step, ExternalMachine.Phase to)
    {
        ExternalMachine.Table.Take(Phase, step, to);
        Phase = to;
    }

    internal void Answer(ExternalMachine.Step step, Failure? failure)
    {
        Step(step, ExternalMachine.Phase.Answered);
        Answered.TrySetResult(failure);
    }
}
