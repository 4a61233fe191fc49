using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Tests.Sdk.Workflows;

/// <content>What comes from other workflows.</content>
internal sealed partial class WorkflowDriver
{
    public WorkflowDriver StartChild(string id)
    {
        Add(EventType.ChildWorkflowExecutionStarted, happened => happened.ChildWorkflowExecutionStartedEventAttributes = new()
        {
            InitiatedEventId = _children[id],
            WorkflowExecution = new WorkflowExecution { WorkflowId = id, RunId = "child-run" },
        });
        return this;
    }

    /// <summary>Another workflow has the child's id.</summary>
    public WorkflowDriver RefuseChild(string id)
    {
        Add(EventType.StartChildWorkflowExecutionFailed, happened => happened.StartChildWorkflowExecutionFailedEventAttributes = new()
        {
            InitiatedEventId = _children[id],
            WorkflowId = id,
            Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
        });
        return this;
    }

    public WorkflowDriver CompleteChild(string id, object? result)
    {
        Add(EventType.ChildWorkflowExecutionCompleted, happened => happened.ChildWorkflowExecutionCompletedEventAttributes = new()
        {
            InitiatedEventId = _children[id],
            Result = new Payloads { Payloads_ = { Converter.PayloadConverter.ToPayload(result) } },
        });
        return this;
    }

    /// <summary>A cancel request has reached the other workflow.</summary>
    public WorkflowDriver DeliverCancel(string id)
    {
        Add(EventType.ExternalWorkflowExecutionCancelRequested, happened => happened.ExternalWorkflowExecutionCancelRequestedEventAttributes =
            new() { InitiatedEventId = _cancelRequests[id] });
        return this;
    }

    public WorkflowDriver RefuseCancel(string id)
    {
        Add(EventType.RequestCancelExternalWorkflowExecutionFailed, happened =>
            happened.RequestCancelExternalWorkflowExecutionFailedEventAttributes = new()
            {
                InitiatedEventId = _cancelRequests[id],
                Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
            });
        return this;
    }

    /// <summary>A signal has reached the other workflow.</summary>
    public WorkflowDriver DeliverSignal(string id)
    {
        Add(EventType.ExternalWorkflowExecutionSignaled, happened =>
            happened.ExternalWorkflowExecutionSignaledEventAttributes = new() { InitiatedEventId = _signalsOut[id] });
        return this;
    }

    public WorkflowDriver RefuseSignal(string id)
    {
        Add(EventType.SignalExternalWorkflowExecutionFailed, happened => happened.SignalExternalWorkflowExecutionFailedEventAttributes = new()
        {
            InitiatedEventId = _signalsOut[id],
            Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
        });
        return this;
    }
}
