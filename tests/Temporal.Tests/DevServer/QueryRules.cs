using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>How queries find their answer, whatever the store.</summary>
public abstract class QueryRules : IAsyncLifetime
{
    private Server _server = null!;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    public async ValueTask InitializeAsync()
    {
        _server = await StartAsync(await NewStoreAsync());
        await _server.StartWorkflowAsync("a");
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_idle_workflow_is_asked_by_a_task_of_its_own_with_its_whole_history()
    {
        await _server.CompleteAsync(await _server.PollAsync());

        var asking = QueryAsync();
        var task = await _server.PollAsync();
        await AnswerAsync(task, QueryResultType.Answered);
        var answer = await asking;

        Assert.Equal(("state", 0, 4), (task.Query.QueryType, task.StartedEventId, task.History.Events.Count));
        Assert.Equal(Payload("fine"), answer.QueryResult);
    }

    [Fact]
    public async Task A_query_after_a_signal_is_answered_by_the_task_that_saw_the_signal()
    {
        await _server.CompleteAsync(await _server.PollAsync());
        await _server.SignalAsync("a", "pay");

        var asking = QueryAsync();
        await Eventually.HoldsAsync(() => WaitsAsync());
        var task = await _server.PollAsync();
        var (id, query) = Assert.Single(task.Queries);
        await _server.CompleteAsync(task, r => r.QueryResults[id] = new() { ResultType = QueryResultType.Answered, Answer = Payload("paid") });

        Assert.Equal("state", query.QueryType);
        Assert.Equal(Payload("paid"), (await asking).QueryResult);
    }

    [Fact]
    public async Task A_query_the_workflow_fails_is_an_invalid_argument_with_the_failure()
    {
        await _server.CompleteAsync(await _server.PollAsync());

        var asking = Assert.ThrowsAsync<RpcStatusException>(() => QueryAsync());
        await AnswerAsync(await _server.PollAsync(), QueryResultType.Failed);
        var refused = await asking;

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.True(refused.TryGetDetail<QueryFailedFailure>(out _));
    }

    [Fact]
    public async Task A_closed_workflow_can_be_asked_unless_the_caller_forbids_it()
    {
        await _server.CompleteAsync(await _server.PollAsync(), Complete());

        var asking = QueryAsync();
        await AnswerAsync(await _server.PollAsync(), QueryResultType.Answered);
        var rejected = await QueryAsync(QueryRejectCondition.NotOpen);

        Assert.Equal(Payload("fine"), (await asking).QueryResult);
        Assert.Equal(WorkflowExecutionStatus.Completed, rejected.QueryRejected.Status);
    }

    private async Task<bool> WaitsAsync() =>
        await _server.Host.Engine.ReadAsync(new(Namespace, "a"), "", (_, live) => ValueTask.FromResult(live.Waiting.Count == 1));

    private async Task<QueryWorkflowResponse> QueryAsync(QueryRejectCondition reject = QueryRejectCondition.None) =>
        await _server.CallAsync<QueryWorkflowResponse>(new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = new() { WorkflowId = "a" },
            Query = new WorkflowQuery { QueryType = "state" },
            QueryRejectCondition = reject,
        });

    private async Task AnswerAsync(PollWorkflowTaskQueueResponse task, QueryResultType type) =>
        await _server.CallAsync<RespondQueryTaskCompletedResponse>(new RespondQueryTaskCompletedRequest
        {
            Namespace = Namespace,
            TaskToken = task.TaskToken,
            CompletedType = type,
            QueryResult = type == QueryResultType.Answered ? Payload("fine") : null,
            ErrorMessage = type == QueryResultType.Failed ? "no such query" : "",
        });
}
