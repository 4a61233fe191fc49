using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Errands;

/// <summary>A signal from one workflow to another.</summary>
internal static class ExternalSignal
{
    internal static Errand For(RunState run, long initiated, SignalExternalWorkflowExecutionInitiatedEventAttributes asked)
    {
        var self = run.Self;
        var target = new WorkflowKey(asked.Namespace, asked.WorkflowExecution.WorkflowId);
        return new(target, engine => DeliverAsync(engine, self, target, initiated, asked));
    }

    private static async ValueTask DeliverAsync(
        WorkflowEngine engine, RunRef self, WorkflowKey target, long initiated, SignalExternalWorkflowExecutionInitiatedEventAttributes asked)
    {
        try
        {
            await engine.ChangeAsync(target, asked.WorkflowExecution.RunId, (t, _) =>
            {
                if (!t.Run.IsOpen) throw Failures.AlreadyCompleted();
                if (asked.ChildWorkflowOnly) ParentClose.RequireChildOf(t.Run, self);
                return Signals.Record(t, Signal(self, initiated, asked), endsStartDelay: false);
            });
        }
        catch (RpcStatusException gone) when (gone.Code is GrpcStatusCode.NotFound or GrpcStatusCode.InvalidArgument)
        {
            await ErrandOutcome.RecordAsync(engine, self, initiated, EventType.SignalExternalWorkflowExecutionFailed, e =>
                e.SignalExternalWorkflowExecutionFailedEventAttributes = new()
                {
                    Cause = SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
                    WorkflowTaskCompletedEventId = asked.WorkflowTaskCompletedEventId,
                    Namespace = asked.Namespace,
                    WorkflowExecution = asked.WorkflowExecution,
                    InitiatedEventId = initiated,
                    Control = asked.Control,
                });
            return;
        }
        await ErrandOutcome.RecordAsync(engine, self, initiated, EventType.ExternalWorkflowExecutionSignaled, e =>
            e.ExternalWorkflowExecutionSignaledEventAttributes = new()
            {
                InitiatedEventId = initiated,
                Namespace = asked.Namespace,
                WorkflowExecution = asked.WorkflowExecution,
                Control = asked.Control,
            });
    }

    private static WorkflowExecutionSignaledEventAttributes Signal(
        RunRef self, long initiated, SignalExternalWorkflowExecutionInitiatedEventAttributes asked) => new()
    {
        SignalName = asked.SignalName,
        Input = asked.Input,
        Header = asked.Header,
        Identity = "history-service",
        ExternalWorkflowExecution = self.ToExecution(),
        // The same on every try, so that it counts once.
        RequestId = $"{self.RunId}-{initiated}",
    };
}
