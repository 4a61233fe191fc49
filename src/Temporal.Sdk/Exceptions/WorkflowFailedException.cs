namespace Temporalio.Exceptions;

/// <summary>The workflow whose result was awaited did not complete; the inner exception says how it ended.</summary>
public class WorkflowFailedException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="inner">How the workflow ended.</param>
    public WorkflowFailedException(Exception? inner)
        : base("Workflow failed", inner)
    {
    }
}
