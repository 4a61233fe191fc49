using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Tasks;

/// <summary>Long polls of workers for workflow and query tasks.</summary>
internal static class WorkflowTaskPolling
{
    /// <summary>Waits for a task that still stands; an empty answer when there is none in time.</summary>
    internal static async Task<PollWorkflowTaskQueueResponse> PollAsync(
        WorkflowEngine engine, PollWorkflowTaskQueueRequest request, LongPoll wait)
    {
        var key = new TaskQueueKey(request.Namespace, request.TaskQueue.Name, TaskQueueType.Workflow);
        var sticky = request.TaskQueue.Kind == TaskQueueKind.Sticky;
        while (wait.Remaining is var left && left > TimeSpan.Zero)
        {
            var poller = new Poller(request.Identity, request.WorkerInstanceKey);
            if (await engine.Matching.PollAsync(key, poller, left, wait.Cancel) is not { } task) break;
            var response = await TakeAsync(engine, key, task, request.Identity, sticky);
            if (response is null) continue;
            response.PollerScalingDecision = PollerScaling.Decide(wait.Waited, engine.Matching.Queue(key).Backlog);
            return response;
        }
        // Wholly empty: clients take anything else for a task.
        return new();
    }

    private static async ValueTask<PollWorkflowTaskQueueResponse?> TakeAsync(
        WorkflowEngine engine, TaskQueueKey key, TaskRef task, string identity, bool sticky)
    {
        try
        {
            return task.QueryId is null ? await StartAsync(engine, task, identity) : await TakeQueryAsync(engine, task, sticky);
        }
        catch
        {
            // It was taken out of the queue but not started: somebody must get it once the store is back.
            engine.Matching.Add(key, task);
            throw;
        }
    }

    private static ValueTask<PollWorkflowTaskQueueResponse?> StartAsync(WorkflowEngine engine, TaskRef task, string identity) =>
        engine.WithSlotAsync(task.Run.Key, async slot =>
        {
            if (await engine.FindAsync(slot, task.Run.RunId) is not { } run) return null;
            if (run.WorkflowTask is not { StartedEventId: 0 } scheduled || scheduled.Stamp != task.Stamp) return null;
            await engine.TransactAsync(slot, run, (t, _) =>
            {
                WorkflowTasks.Start(t, identity, Guid.NewGuid().ToString());
                return true;
            });
            // Starting a speculative task commits nothing, so its timeout is set here.
            if (run.WorkflowTask is { Speculative: true }) engine.Publish(run, slot.LiveOf(run.Self.RunId));
            return await WorkflowTaskResponses.ForTaskAsync(engine, run, slot.LiveOf(run.Self.RunId));
        });

    private static ValueTask<PollWorkflowTaskQueueResponse?> TakeQueryAsync(WorkflowEngine engine, TaskRef task, bool sticky)
    {
        if (engine.Queries.Find(task.QueryId!) is not { Answer.Task.IsCompleted: false } query) return ValueTask.FromResult<PollWorkflowTaskQueueResponse?>(null);
        query.IsTaken = true;
        return engine.WithSlotAsync(task.Run.Key, async slot =>
            await engine.FindAsync(slot, task.Run.RunId) is { } run ? await WorkflowTaskResponses.ForQueryAsync(engine, run, query, sticky) : null);
    }
}
