namespace Temporalio.Exceptions;

/// <summary>A workflow with this id already runs, or ran and may not be started again.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was refused.</param>
    /// <param name="workflowId">The id asked for.</param>
    /// <param name="workflowType">The workflow asked for.</param>
    /// <param name="runId">The run that is in the way.</param>
    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    /// <summary>The id asked for.</summary>
    public string WorkflowId { get; private init; }

    /// <summary>The workflow asked for.</summary>
    public string WorkflowType { get; private init; }

    /// <summary>The run that is in the way.</summary>
    public string RunId { get; private init; }
}
