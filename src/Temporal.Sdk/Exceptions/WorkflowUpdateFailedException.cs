namespace Temporalio.Exceptions;

/// <summary>A workflow refused an update, or its handler failed; the inner exception says why.</summary>
public class WorkflowUpdateFailedException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="inner">Why.</param>
    public WorkflowUpdateFailedException(Exception? inner)
        : base("Workflow update failed", inner)
    {
    }
}
