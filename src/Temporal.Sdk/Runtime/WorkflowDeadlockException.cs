using Temporalio.Exceptions;

namespace Temporalio.Runtime;

/// <summary>An activation took too long and was given up.</summary>
internal sealed class WorkflowDeadlockException(string message, Task running) : InvalidWorkflowOperationException(message)
{
    /// <summary>Completes when the code comes back after all, and the thread is free.</summary>
    internal Task Running { get; } = running;
}
