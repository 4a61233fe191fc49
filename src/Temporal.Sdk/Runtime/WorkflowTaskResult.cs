using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Runtime;

/// <summary>What to answer to a workflow task. Token, identity, namespace and sticky attributes are the poller's to add.</summary>
internal abstract record WorkflowTaskResult
{
    private WorkflowTaskResult()
    {
    }

    /// <summary>Answer with <c>RespondWorkflowTaskCompleted</c>.</summary>
    internal sealed record Completed(RespondWorkflowTaskCompletedRequest Request) : WorkflowTaskResult;

    /// <summary>Answer with <c>RespondWorkflowTaskFailed</c>; the workflow stays open and the task is tried again.</summary>
    internal sealed record Failed(WorkflowTaskFailedCause Cause, Failure Failure) : WorkflowTaskResult;

    /// <summary>Answer with <c>RespondQueryTaskCompleted</c>.</summary>
    internal sealed record QueryAnswered(RespondQueryTaskCompletedRequest Request) : WorkflowTaskResult;
}
