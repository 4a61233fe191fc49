using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Rpc;

/// <summary>Reading histories: by page, backwards, or waiting for what comes next.</summary>
internal static class HistoryRpcs
{
    /// <summary>Longest a wait for new events is held; then an empty page with a token to go on with.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);

    private const int DefaultPage = 256;
    private const int PageBytes = 3 * 1024 * 1024;

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", Get),
        RpcTable.Workflow<GetWorkflowExecutionHistoryReverseRequest, GetWorkflowExecutionHistoryReverseResponse>("GetWorkflowExecutionHistoryReverse", GetReverse),
    ];

    private static async ValueTask<GetWorkflowExecutionHistoryResponse> Get(GetWorkflowExecutionHistoryRequest request, RpcCall call)
    {
        var key = WorkflowRpcs.Key(call, request.Namespace, request.Execution);
        var token = Token(request.NextPageToken);
        var runId = token?.RunId ?? request.Execution.RunId;
        var wait = call.Hold(Hold);
        while (true)
        {
            var (page, changed) = await call.Engine.ReadAsync(key, runId, async (run, live) =>
            {
                // The run is pinned at the first look: a wait must not slide over to the next run of the chain.
                runId = run.Self.RunId;
                var answer = await PageAsync(call.Engine, run, token, request);
                return (answer, answer is null ? live.Watch() : Task.CompletedTask);
            });
            if (page is not null) return page;
            if (await WaitAsync(changed, wait)) continue;
            return new() { History = new(), NextPageToken = Next(runId, token?.NextEventId ?? 1).ToByteString() };
        }
    }

    /// <summary>Null when the caller wants to wait for more than there is.</summary>
    private static async ValueTask<GetWorkflowExecutionHistoryResponse?> PageAsync(
        WorkflowEngine engine, RunState run, HistoryPageToken? token, GetWorkflowExecutionHistoryRequest request)
    {
        if (request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent)
        {
            if (run.CloseEvent is { } close) return new() { History = new() { Events = { close } } };
            return request.WaitNewEvent ? null : new() { History = new() };
        }
        var first = token?.NextEventId ?? 1;
        // What is read without waiting ends where it ended at the first page, or paging might never end.
        var end = request.WaitNewEvent || token is null || token.EndEventId == 0 ? run.NextEventId : Math.Min(token.EndEventId, run.NextEventId);
        if (first >= end && request.WaitNewEvent && run.IsOpen) return null;

        var size = request.MaximumPageSize > 0 ? Math.Min(request.MaximumPageSize, DefaultPage * 4) : DefaultPage;
        var response = new GetWorkflowExecutionHistoryResponse { History = new() };
        var bytes = 0;
        foreach (var written in await engine.EventsAsync(run, first, Math.Min(end, first + size)))
        {
            bytes += written.CalculateSize();
            if (bytes > PageBytes && response.History.Events.Count > 0) break;
            response.History.Events.Add(written);
        }
        var next = first + response.History.Events.Count;
        if (next < end || request.WaitNewEvent && run.IsOpen)
        {
            var follow = Next(run.Self.RunId, next);
            (follow.EndEventId, follow.TaskStamp) = (request.WaitNewEvent ? 0 : end, token?.TaskStamp ?? 0);
            response.NextPageToken = follow.ToByteString();
        }
        else if (token is { TaskStamp: > 0 } && run.WorkflowTask?.Stamp == token.TaskStamp)
        {
            // The worker that holds this task pages through its history: its end is not written yet.
            response.History.Events.Add(WorkflowTasks.TransientEvents(run));
        }
        return response;
    }

    private static async ValueTask<GetWorkflowExecutionHistoryReverseResponse> GetReverse(GetWorkflowExecutionHistoryReverseRequest request, RpcCall call)
    {
        var key = WorkflowRpcs.Key(call, request.Namespace, request.Execution);
        var token = Token(request.NextPageToken);
        return await call.Engine.ReadAsync(key, token?.RunId ?? request.Execution.RunId, async (run, _) =>
        {
            var end = token?.EndEventId ?? run.NextEventId;
            var first = Math.Max(1, end - (request.MaximumPageSize > 0 ? Math.Min(request.MaximumPageSize, DefaultPage) : DefaultPage));
            var events = await call.Engine.EventsAsync(run, first, end);
            return new GetWorkflowExecutionHistoryReverseResponse
            {
                History = new() { Events = { events.Reverse() } },
                NextPageToken = first > 1
                    ? new HistoryPageToken { RunId = run.Self.RunId, NextEventId = 1, EndEventId = first }.ToByteString() : ByteString.Empty,
            };
        });
    }

    private static async ValueTask<bool> WaitAsync(Task changed, LongPoll wait)
    {
        if (wait.Remaining is not { Ticks: > 0 } left) return false;
        try
        {
            await changed.WaitAsync(left, wait.Time, wait.Cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static HistoryPageToken Next(string runId, long eventId) => new() { RunId = runId, NextEventId = eventId };

    private static HistoryPageToken? Token(ByteString bytes)
    {
        if (bytes.IsEmpty) return null;
        try
        {
            var token = HistoryPageToken.Parser.ParseFrom(bytes);
            if (token.RunId.Length > 0 && token.NextEventId > 0) return token;
        }
        catch (InvalidProtocolBufferException garbled)
        {
            throw new RpcStatusException(GrpcStatusCode.InvalidArgument, "Invalid NextPageToken.", null, garbled);
        }
        throw Failures.InvalidArgument("Invalid NextPageToken.");
    }
}
