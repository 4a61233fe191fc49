using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Runtime;

/// <summary>How the end of a child looks to its parent: a child workflow failure with what happened as its cause.</summary>
internal static class ChildFailures
{
    internal static Failure From(ChildWorkflowExecutionFailedEventAttributes ended) => Create(
        ended.Failure, ended.Namespace, ended.WorkflowExecution, ended.WorkflowType, ended.InitiatedEventId, ended.StartedEventId, ended.RetryState);

    internal static Failure From(ChildWorkflowExecutionCanceledEventAttributes ended) => Create(
        new Failure { Message = "Child Workflow execution cancelled", CanceledFailureInfo = new CanceledFailureInfo { Details = ended.Details } },
        ended.Namespace,
        ended.WorkflowExecution,
        ended.WorkflowType,
        ended.InitiatedEventId,
        ended.StartedEventId,
        RetryState.NonRetryableFailure);

    internal static Failure From(ChildWorkflowExecutionTimedOutEventAttributes ended) => Create(
        new Failure
        {
            Message = "Child Workflow execution timed out",
            TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
        },
        ended.Namespace,
        ended.WorkflowExecution,
        ended.WorkflowType,
        ended.InitiatedEventId,
        ended.StartedEventId,
        ended.RetryState);

    internal static Failure From(ChildWorkflowExecutionTerminatedEventAttributes ended) => Create(
        new Failure { Message = "Child Workflow execution terminated", TerminatedFailureInfo = new TerminatedFailureInfo() },
        ended.Namespace,
        ended.WorkflowExecution,
        ended.WorkflowType,
        ended.InitiatedEventId,
        ended.StartedEventId,
        RetryState.NonRetryableFailure);

    private static Failure Create(
        Failure cause, string name, WorkflowExecution execution, WorkflowType type, long initiatedEventId, long startedEventId, RetryState retryState) =>
        new()
        {
            Message = "Child Workflow execution failed",
            Cause = cause,
            ChildWorkflowExecutionFailureInfo = new ChildWorkflowExecutionFailureInfo
            {
                Namespace = name,
                WorkflowExecution = execution,
                WorkflowType = type,
                InitiatedEventId = initiatedEventId,
                StartedEventId = startedEventId,
                RetryState = retryState,
            },
        };
}
