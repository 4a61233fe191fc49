using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Runtime.Machines;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>A child workflow a workflow waits for.</summary>
internal sealed class ChildCall(string id, string type, ChildWorkflowCancellationType cancellationType, DataConverter converter)
{
    internal string Id { get; } = id;

    internal string Type { get; } = type;

    internal ChildWorkflowCancellationType CancellationType { get; } = cancellationType;

    internal DataConverter Converter { get; } = converter;

    internal PendingCommand? Command { get; set; }

    /// <summary>Known from the next activation on.</summary>
    internal long InitiatedEventId { get; set; }

    internal ChildMachine.Phase Phase { get; private set; }

    /// <summary>The first run, once started.</summary>
    internal TaskCompletionSource<string> Started { get; } = new();

    internal TaskCompletionSource<ActivationJob.ResolveChild> Ended { get; } = new();

    internal void Step(ChildMachine.Step step, ChildMachine.Phase to)
    {
        ChildMachine.Table.Take(Phase, step, to);
        Phase = to;
    }

    /// <summary>The child cannot be started, or is given up before it is.</summary>
    /// <exception cref="WorkflowAlreadyStartedException">Never thrown here; it is what the starter gets if the id is taken.</exception>
    internal void FailStart(Exception failure)
    {
        if (!Started.TrySetException(failure)) return;
        // Nobody may ever ask for the start; an unobserved exception must not disturb the process.
        _ = Started.Task.Exception;
    }
}
