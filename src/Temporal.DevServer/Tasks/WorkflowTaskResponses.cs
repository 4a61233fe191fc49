using Temporal.DevServer.Engine;
using Temporal.DevServer.State;
using Temporal.DevServer.Updates;

namespace Temporal.DevServer.Tasks;

/// <summary>What a worker gets with a started workflow task or a query.</summary>
internal static class WorkflowTaskResponses
{
    /// <summary>Bytes of history in one answer; the rest is fetched by page token, within gRPC's 4 MB.</summary>
    private const int HistoryBytes = 2 * 1024 * 1024;

    /// <summary>For a task that was just started. Called under the workflow's gate.</summary>
    internal static async ValueTask<PollWorkflowTaskQueueResponse> ForTaskAsync(WorkflowEngine engine, RunState run, RunLive live)
    {
        var task = run.WorkflowTask!;
        var response = Common(run);
        response.TaskToken = engine.Tokens.Seal(TaskTokens.ForWorkflowTask(run));
        response.StartedEventId = task.StartedEventId;
        response.Attempt = task.Attempt;
        response.ScheduledTime = Ticks.ToTimestamp(task.ScheduledTicks);
        response.StartedTime = Ticks.ToTimestamp(task.StartedTicks);
        var first = task.Sticky ? run.PreviousStartedEventId + 1 : 1;
        await FillHistoryAsync(engine, run, response, first, task.Stamp);
        QueryDispatch.Attach(live, response);
        UpdateMessages.Attach(run, live, response);
        return response;
    }

    /// <summary>For a query that travels alone; a worker with a warm cache needs no history.</summary>
    internal static async ValueTask<PollWorkflowTaskQueueResponse> ForQueryAsync(
        WorkflowEngine engine, RunState run, Queries.PendingQuery query, bool sticky)
    {
        var response = Common(run);
        response.TaskToken = engine.Tokens.Seal(new()
        {
            Namespace = run.Self.Key.Namespace,
            WorkflowId = run.Self.Key.WorkflowId,
            RunId = run.Self.RunId,
            QueryId = query.Id,
        });
        response.Query = query.Query;
        response.Attempt = 1;
        response.History = new();
        if (!sticky) await FillHistoryAsync(engine, run, response, 1, 0);
        return response;
    }

    private static PollWorkflowTaskQueueResponse Common(RunState run) => new()
    {
        WorkflowExecution = run.Self.ToExecution(),
        WorkflowType = run.Started.WorkflowType,
        PreviousStartedEventId = run.PreviousStartedEventId,
        WorkflowExecutionTaskQueue = new() { Name = run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal },
    };

    private static async ValueTask FillHistoryAsync(
        WorkflowEngine engine, RunState run, PollWorkflowTaskQueueResponse response, long first, long taskStamp)
    {
        var history = new History();
        var size = 0;
        foreach (var written in await engine.EventsAsync(run, first, run.NextEventId))
        {
            size += written.CalculateSize();
            if (size > HistoryBytes && history.Events.Count > 0)
            {
                response.NextPageToken = new HistoryPageToken
                {
                    RunId = run.Self.RunId,
                    NextEventId = written.EventId,
                    EndEventId = run.NextEventId,
                    TaskStamp = taskStamp,
                }.ToByteString();
                break;
            }
            history.Events.Add(written);
        }
        if (response.NextPageToken.IsEmpty) history.Events.Add(WorkflowTasks.TransientEvents(run));
        response.History = history;
    }
}
