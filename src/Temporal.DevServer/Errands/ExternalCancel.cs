using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Errands;

/// <summary>A cancel request from one workflow to another, mostly to its child.</summary>
internal static class ExternalCancel
{
    internal static Errand For(RunState run, long initiated, RequestCancelExternalWorkflowExecutionInitiatedEventAttributes asked)
    {
        var self = run.Self;
        var target = new WorkflowKey(asked.Namespace, asked.WorkflowExecution.WorkflowId);
        return new(target, engine => RequestAsync(engine, self, target, initiated, asked));
    }

    private static async ValueTask RequestAsync(
        WorkflowEngine engine, RunRef self, WorkflowKey target, long initiated, RequestCancelExternalWorkflowExecutionInitiatedEventAttributes asked)
    {
        try
        {
            await engine.ChangeAsync(target, asked.WorkflowExecution.RunId, (t, _) =>
            {
                if (!t.Run.IsOpen) throw Failures.AlreadyCompleted();
                if (asked.ChildWorkflowOnly) ParentClose.RequireChildOf(t.Run, self);
                return Signals.RequestCancel(t, asked.Reason, "history-service", self.ToExecution(), initiated);
            });
        }
        catch (RpcStatusException gone) when (gone.Code is GrpcStatusCode.NotFound or GrpcStatusCode.InvalidArgument)
        {
            await ErrandOutcome.RecordAsync(engine, self, initiated, EventType.RequestCancelExternalWorkflowExecutionFailed, e =>
                e.RequestCancelExternalWorkflowExecutionFailedEventAttributes = new()
                {
                    Cause = CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                    WorkflowTaskCompletedEventId = asked.WorkflowTaskCompletedEventId,
                    Namespace = asked.Namespace,
                    WorkflowExecution = asked.WorkflowExecution,
                    InitiatedEventId = initiated,
                    Control = asked.Control,
                });
            return;
        }
        await ErrandOutcome.RecordAsync(engine, self, initiated, EventType.ExternalWorkflowExecutionCancelRequested, e =>
            e.ExternalWorkflowExecutionCancelRequestedEventAttributes = new()
            {
                InitiatedEventId = initiated,
                Namespace = asked.Namespace,
                WorkflowExecution = asked.WorkflowExecution,
            });
    }
}
