using Temporal.DevServer.Queries;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Engine;

/// <summary>Where a query goes: with the next workflow task if one is due, else as a task of its own.</summary>
internal static class QueryDispatch
{
    /// <summary>Accepts a query. Its answer comes through <see cref="PendingQuery.Answer"/>.</summary>
    internal static void Accept(RunState run, RunLive live, PendingQuery query, WorkflowEngine engine)
    {
        live.Waiting.Add(query);
        Release(run, live, engine);
    }

    /// <summary>Sends queries off on their own once no workflow task is coming that could answer them.</summary>
    internal static void Release(RunState run, RunLive live, WorkflowEngine engine)
    {
        if (!run.TaskIsStarted && live.Attached.Count > 0) Detach(live);
        if (live.Waiting.Count == 0) return;
        // Before the first task completed there is no state to ask; while one is due, its answer is the consistent one.
        if (run.IsOpen && (run.PreviousStartedEventId == 0 || run.WorkflowTask is not null || run.Volatile.Buffered.Count > 0)) return;
        foreach (var query in live.Waiting) SendAlone(run, query, engine);
        live.Waiting.Clear();
    }

    /// <summary>Takes the waiting queries along with a workflow task that just started.</summary>
    internal static void Attach(RunLive live, PollWorkflowTaskQueueResponse response)
    {
        foreach (var query in live.Waiting.Where(q => !q.Answer.Task.IsCompleted))
        {
            live.Attached[query.Id] = query;
            response.Queries[query.Id] = query.Query;
        }
        live.Waiting.Clear();
    }

    /// <summary>Queries of a task that ended without answering them wait again.</summary>
    internal static void Detach(RunLive live)
    {
        live.Waiting.AddRange(live.Attached.Values.Where(q => !q.Answer.Task.IsCompleted));
        live.Attached.Clear();
    }

    private static void SendAlone(RunState run, PendingQuery query, WorkflowEngine engine)
    {
        engine.Queries.Add(query);
        var key = run.Self.Key;
        var normal = new TaskQueueKey(key.Namespace, run.Started.TaskQueue.Name, TaskQueueType.Workflow);
        var task = new TaskRef(run.Self, 0, QueryId: query.Id);
        if (run.Volatile.Sticky is not { } sticky || !engine.IsPolled(key.Namespace, sticky.Queue))
        {
            engine.Matching.Add(normal, task);
            return;
        }
        engine.Matching.Add(new(key.Namespace, sticky.Queue, TaskQueueType.Workflow), task);
        _ = FallBackAsync(query, engine, normal, task);
    }

    /// <summary>The worker with the cache may be gone without a word; any other can replay.</summary>
    private static async Task FallBackAsync(PendingQuery query, WorkflowEngine engine, TaskQueueKey normal, TaskRef task)
    {
        var waited = Task.Delay(Matching.StickyLife, engine.Clock.Time);
        await Task.WhenAny(waited, query.Answer.Task);
        if (!query.Answer.Task.IsCompleted && !query.IsTaken) engine.Matching.Add(normal, task);
    }
}
