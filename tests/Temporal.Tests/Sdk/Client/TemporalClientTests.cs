using Google.Protobuf;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporal.Tests.Sdk.Client;

public sealed class TemporalClientTests : IAsyncLifetime
{
    private FakeTemporal _server = null!;
    private TemporalClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeTemporal.StartAsync();
        _client = await _server.ConnectAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_retried_start_carries_the_same_request_id()
    {
        var failures = 2;
        _server.On<StartWorkflowExecutionRequest>(_ => failures-- > 0
            ? throw new RpcStatusException(GrpcStatusCode.Unavailable, "not now")
            : new StartWorkflowExecutionResponse { RunId = "run" });

        var handle = await _client.StartWorkflowAsync("greeting", ["Ada"], new("id", "queue"));

        var requests = _server.All<StartWorkflowExecutionRequest>();
        Assert.Equal(("id", "run", "run"), (handle.Id, handle.ResultRunId, handle.FirstExecutionRunId));
        Assert.Equal(3, requests.Length);
        Assert.Single(requests.Select(request => request.RequestId).Distinct());
    }

    [Fact]
    public async Task A_retried_signal_carries_the_same_request_id_and_two_signals_do_not()
    {
        var failures = 1;
        _server.On<SignalWorkflowExecutionRequest>(_ => failures-- > 0
            ? throw new RpcStatusException(GrpcStatusCode.Internal, "oops")
            : new SignalWorkflowExecutionResponse());
        var handle = _client.GetWorkflowHandle("id");

        await handle.SignalAsync("approve", ["Grace"]);
        await handle.SignalAsync("approve", ["Grace"]);

        var ids = _server.All<SignalWorkflowExecutionRequest>().Select(request => request.RequestId).ToArray();
        Assert.Equal(3, ids.Length);
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_raw_call_is_not_retried_unless_asked_for()
    {
        _server.On<SignalWorkflowExecutionRequest>(_ => throw new RpcStatusException(GrpcStatusCode.Unavailable, "not now"));

        var error = await Assert.ThrowsAsync<RpcException>(() => _client.WorkflowService.SignalWorkflowExecutionAsync(new()));

        Assert.Equal(RpcException.StatusCode.Unavailable, error.Code);
        Assert.Single(_server.All<SignalWorkflowExecutionRequest>());
    }

    [Fact]
    public async Task An_id_that_is_taken_names_the_run_in_the_way()
    {
        _server.On<StartWorkflowExecutionRequest>(_ => throw new RpcStatusException(
            GrpcStatusCode.AlreadyExists,
            "Workflow execution is already running.",
            new WorkflowExecutionAlreadyStartedFailure { RunId = "older" }));

        var error = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(
            () => _client.StartWorkflowAsync("greeting", [], new("id", "queue")));

        Assert.Equal(("id", "greeting", "older"), (error.WorkflowId, error.WorkflowType, error.RunId));
    }

    [Fact]
    public async Task A_query_that_failed_is_told_apart_from_a_wrong_request()
    {
        _server.On<QueryWorkflowRequest>(request => request.Query.QueryType == "broken"
            ? throw new RpcStatusException(GrpcStatusCode.InvalidArgument, "it broke", new QueryFailedFailure())
            : throw new RpcStatusException(GrpcStatusCode.InvalidArgument, "bad request"));
        var handle = _client.GetWorkflowHandle("id");

        var failed = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<string>("broken", []));
        var refused = await Assert.ThrowsAsync<RpcException>(() => handle.QueryAsync<string>("other", []));

        Assert.Equal(("it broke", RpcException.StatusCode.InvalidArgument), (failed.Message, refused.Code));
    }

    [Fact]
    public async Task A_rejected_query_tells_the_workflows_state()
    {
        _server.On<QueryWorkflowRequest>(_ => new QueryWorkflowResponse { QueryRejected = new() { Status = WorkflowExecutionStatus.Failed } });

        var error = await Assert.ThrowsAsync<WorkflowQueryRejectedException>(() => _client.GetWorkflowHandle("id").QueryAsync<string>(
            "state", [], new() { RejectCondition = QueryRejectCondition.NotOpen }));

        Assert.Equal(WorkflowExecutionStatus.Failed, error.WorkflowStatus);
        Assert.Equal(QueryRejectCondition.NotOpen, _server.All<QueryWorkflowRequest>().Single().QueryRejectCondition);
    }

    [Fact]
    public async Task A_result_is_awaited_across_empty_polls_and_continued_runs()
    {
        var payload = await DataConverter.Default.ToPayloadAsync("done");
        var polls = 0;
        _server.On<GetWorkflowExecutionHistoryRequest>(request => (request.Execution.RunId, polls++) switch
        {
            ("first", 0) => new GetWorkflowExecutionHistoryResponse { History = new(), NextPageToken = ByteString.CopyFromUtf8("more") },
            ("first", _) => Closing(new() { WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = "second" } }),
            _ => Closing(new() { WorkflowExecutionCompletedEventAttributes = new() { Result = new() { Payloads_ = { payload } } } }),
        });

        var result = await _client.GetWorkflowHandle("id", "first").GetResultAsync<string>();

        Assert.Equal("done", result);
        Assert.Equal(["", "more", ""], _server.All<GetWorkflowExecutionHistoryRequest>().Select(request => request.NextPageToken.ToStringUtf8()));
    }

    [Fact]
    public async Task A_result_not_to_be_followed_tells_the_next_run()
    {
        _server.On<GetWorkflowExecutionHistoryRequest>(_ =>
            Closing(new() { WorkflowExecutionContinuedAsNewEventAttributes = new() { NewExecutionRunId = "second" } }));

        var error = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(
            () => _client.GetWorkflowHandle("id").GetResultAsync<string>(followRuns: false));

        Assert.Equal("second", error.NewRunId);
    }

    [Fact]
    public async Task A_workflow_that_did_not_complete_says_how_it_ended()
    {
        var closings = new Queue<HistoryEvent>(
        [
            new() { WorkflowExecutionTerminatedEventAttributes = new() { Reason = "enough" } },
            new() { WorkflowExecutionCanceledEventAttributes = new() },
            new() { WorkflowExecutionTimedOutEventAttributes = new() },
            new() { WorkflowExecutionFailedEventAttributes = new() { Failure = new() { Message = "no", ApplicationFailureInfo = new() } } },
        ]);
        _server.On<GetWorkflowExecutionHistoryRequest>(_ => Closing(closings.Dequeue()));

        var causes = new List<Exception?>();
        for (var i = 0; i < 4; i++)
        {
            var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => _client.GetWorkflowHandle("id").GetResultAsync());
            causes.Add(error.InnerException);
        }

        Assert.Collection(
            causes,
            cause => Assert.Equal("enough", Assert.IsType<TerminatedFailureException>(cause).Message),
            cause => Assert.IsType<CanceledFailureException>(cause),
            cause => Assert.IsType<TimeoutFailureException>(cause),
            cause => Assert.Equal("no", Assert.IsType<ApplicationFailureException>(cause).Message));
    }

    [Fact]
    public async Task A_listing_reads_page_by_page_until_its_limit()
    {
        _server.On<ListWorkflowExecutionsRequest>(request =>
        {
            var page = int.TryParse(request.NextPageToken.ToStringUtf8(), out var number) ? number : 0;
            return new ListWorkflowExecutionsResponse
            {
                Executions =
                {
                    new Temporalio.Api.Workflow.V1.WorkflowExecutionInfo { Execution = new() { WorkflowId = $"{page}a" } },
                    new Temporalio.Api.Workflow.V1.WorkflowExecutionInfo { Execution = new() { WorkflowId = $"{page}b" } },
                },
                NextPageToken = ByteString.CopyFromUtf8($"{page + 1}"),
            };
        });

        var ids = new List<string>();
        await foreach (var workflow in _client.ListWorkflowsAsync("", new() { Limit = 3 })) ids.Add(workflow.Id);

        Assert.Equal(["0a", "0b", "1a"], ids);
        Assert.Equal(2, _server.All<ListWorkflowExecutionsRequest>().Length);
    }

    [Fact]
    public async Task Workflows_are_listed_page_by_page_where_the_caller_wants_it()
    {
        _server.On<ListWorkflowExecutionsRequest>(request => new ListWorkflowExecutionsResponse
        {
            Executions = { new Temporalio.Api.Workflow.V1.WorkflowExecutionInfo { Execution = new() { WorkflowId = "w" } } },
            NextPageToken = request.NextPageToken.IsEmpty ? ByteString.CopyFromUtf8("more") : ByteString.Empty,
        });

        var first = await _client.ListWorkflowsPaginatedAsync("a = 1", null, new() { PageSize = 1 });
        var last = await _client.ListWorkflowsPaginatedAsync("a = 1", first.NextPageToken);

        Assert.Equal("w", Assert.Single(last.Workflows).Id);
        Assert.Null(last.NextPageToken);
        Assert.Equal([1, 0], _server.All<ListWorkflowExecutionsRequest>().Select(request => request.PageSize));
    }

    [Fact]
    public async Task A_start_signal_starts_and_signals_in_one_call()
    {
        _server.On<SignalWithStartWorkflowExecutionRequest>(_ => new SignalWithStartWorkflowExecutionResponse { RunId = "run" });
        var options = new WorkflowOptions("id", "queue");
        options.SignalWithStart("approve", ["Ada"]);

        var handle = await _client.StartWorkflowAsync("greeting", [1], options);

        var request = _server.All<SignalWithStartWorkflowExecutionRequest>().Single();
        Assert.Equal(("approve", 1, 1), (request.SignalName, request.SignalInput.Payloads_.Count, request.Input.Payloads_.Count));
        Assert.Equal(("run", null), (handle.ResultRunId, handle.FirstExecutionRunId));
    }

    [Fact]
    public async Task Signal_arguments_without_a_signal_are_refused()
    {
        var options = new WorkflowOptions("id", "queue") { StartSignalArgs = ["Ada"] };

        await Assert.ThrowsAsync<ArgumentException>(() => _client.StartWorkflowAsync("greeting", [], options));
    }

    [Fact]
    public async Task A_call_that_takes_too_long_ends_with_its_deadline()
    {
        _server.On<DescribeWorkflowExecutionRequest>(async (_, cancel) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(cancel);
            return new DescribeWorkflowExecutionResponse();
        });

        var error = await Assert.ThrowsAsync<RpcException>(() => _client.GetWorkflowHandle("id").DescribeAsync(
            new() { Rpc = new() { Timeout = TimeSpan.FromMilliseconds(50) } }));

        Assert.Equal(RpcException.StatusCode.DeadlineExceeded, error.Code);
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        _server.On<DescribeWorkflowExecutionRequest>(async (_, aborted) =>
        {
            await cancel.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(aborted);
            return new DescribeWorkflowExecutionResponse();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetWorkflowHandle("id").DescribeAsync(
            new() { Rpc = new() { CancellationToken = cancel.Token } }));

        Assert.Single(_server.All<DescribeWorkflowExecutionRequest>());
    }

    private static GetWorkflowExecutionHistoryResponse Closing(HistoryEvent closing) => new() { History = new() { Events = { closing } } };
}
