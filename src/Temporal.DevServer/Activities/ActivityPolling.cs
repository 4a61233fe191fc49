using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Activities;

/// <summary>Long polls of workers for activity tasks.</summary>
internal static class ActivityPolling
{
    internal static async Task<PollActivityTaskQueueResponse> PollAsync(WorkflowEngine engine, PollActivityTaskQueueRequest request, LongPoll wait)
    {
        var key = new TaskQueueKey(request.Namespace, request.TaskQueue.Name, TaskQueueType.Activity);
        if (request.TaskQueueMetadata?.MaxTasksPerSecond is { } rate) engine.Matching.Limit(key, rate);
        while (wait.Remaining is var left && left > TimeSpan.Zero)
        {
            var poller = new Poller(request.Identity, request.WorkerInstanceKey);
            if (await engine.Matching.PollAsync(key, poller, left, wait.Cancel) is not { } task) break;
            try
            {
                if (await StartAsync(engine, task, request.Identity) is not { } response) continue;
                response.PollerScalingDecision = PollerScaling.Decide(wait.Waited, engine.Matching.Queue(key).Backlog);
                return response;
            }
            catch
            {
                // It was taken out of the queue but not started: somebody must get it once the store is back.
                engine.Matching.Add(key, task);
                throw;
            }
        }
        return new();
    }

    internal static PollActivityTaskQueueResponse Response(WorkflowEngine engine, RunState run, ActivityEntry entry)
    {
        var attributes = entry.Attributes;
        var attempt = run.Volatile.Activities[entry.ScheduledEventId];
        return new()
        {
            TaskToken = engine.Tokens.Seal(TaskTokens.ForActivity(run, entry.ScheduledEventId)),
            WorkflowNamespace = run.Self.Key.Namespace,
            WorkflowType = run.Started.WorkflowType,
            WorkflowExecution = run.Self.ToExecution(),
            ActivityType = attributes.ActivityType,
            ActivityId = attributes.ActivityId,
            Header = attributes.Header,
            Input = attributes.Input,
            HeartbeatDetails = attempt.Heartbeat,
            ScheduledTime = Ticks.ToTimestamp(entry.ScheduledTicks),
            CurrentAttemptScheduledTime = Ticks.ToTimestamp(attempt.ScheduledTicks),
            StartedTime = Ticks.ToTimestamp(attempt.StartedTicks),
            Attempt = attempt.Attempt,
            ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
            StartToCloseTimeout = attributes.StartToCloseTimeout,
            HeartbeatTimeout = attributes.HeartbeatTimeout,
            RetryPolicy = attributes.RetryPolicy,
            Priority = attributes.Priority,
        };
    }

    private static ValueTask<PollActivityTaskQueueResponse?> StartAsync(WorkflowEngine engine, TaskRef task, string identity) =>
        engine.WithSlotAsync(task.Run.Key, async slot =>
        {
            if (await engine.FindAsync(slot, task.Run.RunId) is not { IsOpen: true } run) return null;
            if (run.FindActivity(task.ActivityEventId) is not { } entry) return null;
            var attempt = run.Volatile.Activities[task.ActivityEventId];
            if (attempt.StartedTicks > 0 || attempt.Paused is not null || attempt.Stamp != task.Stamp) return null;
            await engine.TransactAsync(slot, run, (t, _) =>
            {
                ActivityLifecycle.Start(t, entry, identity, Guid.NewGuid().ToString());
                return true;
            });
            return Response(engine, run, entry);
        });
}
