using Temporalio.Api.Enums.V1;

namespace Temporalio.Client;

/// <summary>How far an update got.</summary>
public enum WorkflowUpdateStage
{
    /// <summary>Not set; nothing to wait for.</summary>
    None = UpdateWorkflowExecutionLifecycleStage.Unspecified,

    /// <summary>The server has it; nothing to wait for.</summary>
    Admitted = UpdateWorkflowExecutionLifecycleStage.Admitted,

    /// <summary>The workflow has accepted or refused it.</summary>
    Accepted = UpdateWorkflowExecutionLifecycleStage.Accepted,

    /// <summary>Its handler is done.</summary>
    Completed = UpdateWorkflowExecutionLifecycleStage.Completed,
}
