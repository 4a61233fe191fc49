namespace Temporalio.Exceptions;

/// <summary>Replayed workflow code did not do what its history says it did.</summary>
/// <remarks>Fails the workflow task, unless a workflow or worker lists this type among those that fail the workflow.</remarks>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    // What people look up, in logs and in Temporal's documentation.
    private const string Rule = "[TMPRL1100] Nondeterminism error: ";

    /// <summary>Creates the exception; the message names the event and the command.</summary>
    internal WorkflowNondeterminismException(string message)
        : base(Rule + message)
    {
    }
}
