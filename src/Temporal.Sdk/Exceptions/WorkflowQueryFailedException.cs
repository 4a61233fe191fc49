namespace Temporalio.Exceptions;

/// <summary>The workflow could not answer a query.</summary>
public class WorkflowQueryFailedException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The workflow's reason.</param>
    public WorkflowQueryFailedException(string message)
        : base(message)
    {
    }
}
