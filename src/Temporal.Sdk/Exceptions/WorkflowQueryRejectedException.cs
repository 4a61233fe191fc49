using Temporalio.Api.Enums.V1;

namespace Temporalio.Exceptions;

/// <summary>The server refused a query because the workflow is not in the state the caller asked for.</summary>
public class WorkflowQueryRejectedException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="workflowStatus">The state the workflow is in.</param>
    public WorkflowQueryRejectedException(WorkflowExecutionStatus workflowStatus)
        : base($"Query rejected, workflow status: {workflowStatus}") => WorkflowStatus = workflowStatus;

    /// <summary>The state the workflow is in.</summary>
    public WorkflowExecutionStatus WorkflowStatus { get; private init; }
}
