namespace Temporalio.Exceptions;

/// <summary>A workflow let work escape from its own scheduler, where a replay could not repeat it.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    /// <summary>Creates the exception; a given stack trace says where it happened, if that is not where it is thrown.</summary>
    internal InvalidWorkflowSchedulerException(string message, string? stackTraceOverride = null)
        : base(message, stackTraceOverride)
    {
    }
}
