using Temporal.DevServer.Engine;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Errands;

/// <summary>Starts a child and tells its parent that it runs, or why it does not.</summary>
internal static class ChildStart
{
    internal static Errand For(RunState run, ChildEntry child)
    {
        var self = run.Self;
        var start = Arguments(run, child);
        return new(start.Key, engine => StartAsync(engine, self, child, start));
    }

    private static async ValueTask StartAsync(WorkflowEngine engine, RunRef parent, ChildEntry child, StartArguments start)
    {
        var asked = child.Attributes;
        StartOutcome outcome;
        try
        {
            outcome = await WorkflowStarts.StartAsync(engine, start);
        }
        catch (RpcStatusException refused) when (refused.Code is GrpcStatusCode.AlreadyExists)
        {
            await ErrandOutcome.RecordAsync(engine, parent, child.InitiatedEventId, EventType.StartChildWorkflowExecutionFailed, e =>
                e.StartChildWorkflowExecutionFailedEventAttributes = new()
                {
                    Namespace = asked.Namespace,
                    WorkflowId = asked.WorkflowId,
                    WorkflowType = asked.WorkflowType,
                    Cause = StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
                    Control = asked.Control,
                    InitiatedEventId = child.InitiatedEventId,
                    WorkflowTaskCompletedEventId = asked.WorkflowTaskCompletedEventId,
                });
            return;
        }
        await ErrandOutcome.RecordAsync(engine, parent, child.InitiatedEventId, EventType.ChildWorkflowExecutionStarted,
            e => e.ChildWorkflowExecutionStartedEventAttributes = Started(child, outcome.RunId));
    }

    internal static ChildWorkflowExecutionStartedEventAttributes Started(ChildEntry child, string runId) => new()
    {
        Namespace = child.Attributes.Namespace,
        InitiatedEventId = child.InitiatedEventId,
        WorkflowExecution = new() { WorkflowId = child.Attributes.WorkflowId, RunId = runId },
        WorkflowType = child.Attributes.WorkflowType,
        Header = child.Attributes.Header,
    };

    private static StartArguments Arguments(RunState run, ChildEntry child)
    {
        var asked = child.Attributes;
        return new()
        {
            Key = new(asked.Namespace, asked.WorkflowId),
            RequestId = $"{run.Self.RunId}-{child.InitiatedEventId}",
            ReusePolicy = asked.WorkflowIdReusePolicy,
            ConflictPolicy = WorkflowIdConflictPolicy.Fail,
            UserMetadata = null,
            Started = new()
            {
                WorkflowType = asked.WorkflowType,
                WorkflowId = asked.WorkflowId,
                TaskQueue = asked.TaskQueue,
                Input = asked.Input,
                WorkflowExecutionTimeout = asked.WorkflowExecutionTimeout,
                WorkflowRunTimeout = asked.WorkflowRunTimeout,
                WorkflowTaskTimeout = asked.WorkflowTaskTimeout,
                Identity = "history-service",
                RetryPolicy = asked.RetryPolicy,
                CronSchedule = asked.CronSchedule,
                Memo = asked.Memo,
                SearchAttributes = asked.SearchAttributes,
                Header = asked.Header,
                Priority = asked.Priority,
                ParentWorkflowNamespace = run.Self.Key.Namespace,
                ParentWorkflowExecution = run.Self.ToExecution(),
                ParentInitiatedEventId = child.InitiatedEventId,
                RootWorkflowExecution = run.Started.RootWorkflowExecution ?? run.Self.ToExecution(),
            },
        };
    }
}
