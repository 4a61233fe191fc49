using Temporal.DevServer.State;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporal.Tests.DevServer.Simulation;

/// <summary>What holds of every history, whatever happened.</summary>
internal static class HistoryAssert
{
    internal static void Holds(IReadOnlyList<HistoryEvent> history, IReadOnlySet<string> confirmedSignals)
    {
        Assert.Equal(Enumerable.Range(1, history.Count).Select(i => (long)i), history.Select(e => e.EventId));
        Assert.Single(history, e => e.EventType is EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionTerminated);
        Assert.True(history[^1].EventType is EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionTerminated, "Something follows the end.");

        var signals = history.Where(e => e.EventType == EventType.WorkflowExecutionSignaled).Select(e => e.WorkflowExecutionSignaledEventAttributes.RequestId).ToList();
        Assert.Equal(signals.Distinct(), signals);
        Assert.Superset(confirmedSignals.ToHashSet(), signals.ToHashSet());
        Timers(history);
        Activities(history);
        Tasks(history);
    }

    private static void Timers(IReadOnlyList<HistoryEvent> history)
    {
        var ended = new HashSet<long>();
        foreach (var fired in history.Where(e => e.EventType == EventType.TimerFired))
        {
            var started = history[(int)fired.TimerFiredEventAttributes.StartedEventId - 1];
            var due = Ticks.From(started.EventTime) + Ticks.From(started.TimerStartedEventAttributes.StartToFireTimeout);
            Assert.True(Ticks.From(fired.EventTime) >= due, "A timer fired early.");
            Assert.True(ended.Add(started.EventId), "A timer ended twice.");
        }
        foreach (var canceled in history.Where(e => e.EventType == EventType.TimerCanceled))
        {
            Assert.True(ended.Add(canceled.TimerCanceledEventAttributes.StartedEventId), "A timer ended twice.");
        }
    }

    private static void Activities(IReadOnlyList<HistoryEvent> history)
    {
        var ends = history.Select(e => e.EventType switch
        {
            EventType.ActivityTaskCompleted => e.ActivityTaskCompletedEventAttributes.ScheduledEventId,
            EventType.ActivityTaskFailed => e.ActivityTaskFailedEventAttributes.ScheduledEventId,
            EventType.ActivityTaskTimedOut => e.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
            EventType.ActivityTaskCanceled => e.ActivityTaskCanceledEventAttributes.ScheduledEventId,
            _ => 0,
        }).Where(id => id > 0).ToList();
        Assert.Equal(ends.Distinct(), ends);
        Assert.All(ends, id => Assert.Equal(EventType.ActivityTaskScheduled, history[(int)id - 1].EventType));
        foreach (var completed in history.Where(e => e.EventType == EventType.ActivityTaskCompleted))
        {
            var started = history[(int)completed.ActivityTaskCompletedEventAttributes.StartedEventId - 1];
            Assert.Equal(completed.ActivityTaskCompletedEventAttributes.ScheduledEventId, started.ActivityTaskStartedEventAttributes?.ScheduledEventId);
        }
    }

    /// <summary>scheduled → started → completed, failed or timed out; never two at once.</summary>
    private static void Tasks(IReadOnlyList<HistoryEvent> history)
    {
        var state = EventType.WorkflowTaskCompleted;
        foreach (var e in history)
        {
            switch (e.EventType)
            {
                case EventType.WorkflowTaskScheduled:
                    Assert.True(state is not (EventType.WorkflowTaskScheduled or EventType.WorkflowTaskStarted), $"Event {e.EventId}: two tasks at once.");
                    state = e.EventType;
                    break;
                case EventType.WorkflowTaskStarted:
                    Assert.Equal(EventType.WorkflowTaskScheduled, state);
                    state = e.EventType;
                    break;
                case EventType.WorkflowTaskCompleted or EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut:
                    Assert.True(state is EventType.WorkflowTaskStarted || e.WorkflowTaskTimedOutEventAttributes is not null, $"Event {e.EventId}: a task ended that was not started.");
                    state = e.EventType;
                    break;
            }
        }
    }
}
