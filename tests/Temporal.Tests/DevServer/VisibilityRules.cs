using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.DevServer.Stores;
using Temporal.Protocol.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using static Temporal.Tests.DevServer.Server;

namespace Temporal.Tests.DevServer;

/// <summary>What list filters find, whatever the store.</summary>
public abstract class VisibilityRules : IAsyncLifetime
{
    private Server _server = null!;

    private protected abstract Task<IHistoryStore> NewStoreAsync();

    public async ValueTask InitializeAsync()
    {
        _server = await Server.StartAsync(await NewStoreAsync());
        await _server.CallAsync<AddSearchAttributesResponse>(new AddSearchAttributesRequest
        {
            Namespace = Namespace,
            SearchAttributes =
            {
                ["Amount"] = IndexedValueType.Double, ["Tags"] = IndexedValueType.KeywordList, ["Paid"] = IndexedValueType.Bool,
                ["Due"] = IndexedValueType.Datetime, ["Team"] = IndexedValueType.Keyword,
            },
        });
        await StartAsync("order-1", ("Amount", "10.5"), ("Tags", """["red","urgent"]"""), ("Paid", "true"), ("Due", "\"2026-12-01T00:00:00Z\""));
        await StartAsync("order-2", ("Amount", "99"), ("Tags", """["red"]"""), ("Team", "\"it's ours\""));
        await StartAsync("refund-1");
        await _server.CallAsync<TerminateWorkflowExecutionResponse>(
            new TerminateWorkflowExecutionRequest { Namespace = Namespace, WorkflowExecution = new() { WorkflowId = "refund-1" } });
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Older_lists_find_open_and_closed_runs_by_id_type_and_time()
    {
        var open = await _server.CallAsync<ListOpenWorkflowExecutionsResponse>(new ListOpenWorkflowExecutionsRequest
        {
            Namespace = Namespace,
            TypeFilter = new() { Name = "Order" },
            StartTimeFilter = new() { LatestTime = new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc).ToTimestamp() },
        });
        var other = await _server.CallAsync<ListOpenWorkflowExecutionsResponse>(
            new ListOpenWorkflowExecutionsRequest { Namespace = Namespace, ExecutionFilter = new() { WorkflowId = "it's nobody" } });
        var closed = await _server.CallAsync<ListClosedWorkflowExecutionsResponse>(
            new ListClosedWorkflowExecutionsRequest { Namespace = Namespace, StatusFilter = new() { Status = WorkflowExecutionStatus.Terminated } });
        var completed = await _server.CallAsync<ListClosedWorkflowExecutionsResponse>(
            new ListClosedWorkflowExecutionsRequest { Namespace = Namespace, StatusFilter = new() { Status = WorkflowExecutionStatus.Completed } });

        Assert.Equal("order-1", open.Executions.Single().Execution.WorkflowId);
        Assert.Equal("refund-1", closed.Executions.Single().Execution.WorkflowId);
        Assert.Empty(other.Executions.Concat(completed.Executions));
    }

    [Fact]
    public async Task A_deleted_namespace_is_gone_from_the_store()
    {
        await _server.CallAsync<DeleteNamespaceResponse>(new DeleteNamespaceRequest { Namespace = Namespace });

        var refused = await _server.RefusedAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = Namespace });
        await _server.CallAsync<RegisterNamespaceResponse>(new RegisterNamespaceRequest { Namespace = Namespace });
        var left = await ListAsync("");

        Assert.Equal(GrpcStatusCode.NotFound, refused.Code);
        Assert.Empty(left);
    }

    [Theory]
    [InlineData("", "refund-1 order-2 order-1")]
    [InlineData("WorkflowId = 'order-1'", "order-1")]
    [InlineData("WorkflowId != 'order-1'", "refund-1 order-2")]
    [InlineData("WorkflowId STARTS_WITH 'order'", "order-2 order-1")]
    [InlineData("WorkflowId IN ('order-1', \"refund-1\")", "refund-1 order-1")]
    [InlineData("ExecutionStatus = 'Running'", "order-2 order-1")]
    [InlineData("ExecutionStatus = 'WORKFLOW_EXECUTION_STATUS_TERMINATED' AND WorkflowType = 'Order'", "refund-1")]
    [InlineData("NOT ExecutionStatus = 'Running' OR WorkflowId = 'order-2'", "refund-1 order-2")]
    [InlineData("CloseTime IS NULL", "order-2 order-1")]
    [InlineData("StartTime BETWEEN '2026-11-21T09:00:01Z' AND '2026-11-21T09:00:01Z'", "order-2")]
    [InlineData("StartTime > '2026-11-21T09:00:00Z'", "refund-1 order-2")]
    [InlineData("Amount >= 10.5 and Amount < 99", "order-1")]
    [InlineData("Tags = 'red' AND (Tags != 'urgent')", "order-2")]
    [InlineData("Paid = true", "order-1")]
    [InlineData("Due < '2027-01-01T00:00:00Z'", "order-1")]
    [InlineData("Team = 'it''s ours'", "order-2")]
    [InlineData("ORDER BY Amount DESC", "order-2 order-1 refund-1")]
    public async Task A_filter_finds_what_it_says(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await ListAsync(query)).Select(e => e.Execution.WorkflowId)));

    [Theory]
    [InlineData("WorkflowId =")]
    [InlineData("WorkflowId = order-1")]
    [InlineData("Colour = 'red'")]
    [InlineData("ExecutionStatus = 'Sleeping'")]
    [InlineData("StartTime > 'yesterday'")]
    [InlineData("(WorkflowId = 'a'")]
    [InlineData("WorkflowId = 'a' garbage")]
    [InlineData("Amount > 'lots'")]
    [InlineData("WorkflowId = 'a'; drop table temporal.run")]
    public async Task A_filter_that_cannot_be_read_is_refused(string query)
    {
        var refused = await _server.RefusedAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = Namespace, Query = query });

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task Pages_hold_every_run_once()
    {
        var seen = new List<string>();
        var request = new ListWorkflowExecutionsRequest { Namespace = Namespace, PageSize = 2 };

        do
        {
            var page = await _server.CallAsync<ListWorkflowExecutionsResponse>(request);
            seen.AddRange(page.Executions.Select(e => e.Execution.WorkflowId));
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);

        Assert.Equal(["refund-1", "order-2", "order-1"], seen);
    }

    [Fact]
    public async Task Counting_by_status_gives_each_status_its_number()
    {
        var counted = await _server.CallAsync<CountWorkflowExecutionsResponse>(
            new CountWorkflowExecutionsRequest { Namespace = Namespace, Query = "GROUP BY ExecutionStatus" });

        Assert.Equal(3, counted.Count);
        Assert.Equal([("\"Running\"", 2L), ("\"Terminated\"", 1L)],
            counted.Groups.Select(g => (g.GroupValues[0].Data.ToStringUtf8(), g.Count)).Order());
    }

    [Fact]
    public async Task An_attribute_nobody_defined_or_of_another_type_is_refused_at_the_start()
    {
        var unknown = NewStart("x");
        unknown.SearchAttributes = new() { IndexedFields = { ["Colour"] = Value("\"red\"") } };
        var wrong = NewStart("x");
        wrong.SearchAttributes = new() { IndexedFields = { ["Amount"] = Value("\"much\"") } };

        Assert.Equal(GrpcStatusCode.InvalidArgument, (await _server.RefusedAsync<StartWorkflowExecutionResponse>(unknown)).Code);
        Assert.Equal(GrpcStatusCode.InvalidArgument, (await _server.RefusedAsync<StartWorkflowExecutionResponse>(wrong)).Code);
    }

    private async Task<IReadOnlyList<Temporalio.Api.Workflow.V1.WorkflowExecutionInfo>> ListAsync(string query) =>
        (await _server.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = Namespace, Query = query })).Executions;

    private async Task StartAsync(string id, params (string Name, string Json)[] attributes)
    {
        await _server.StartWorkflowAsync(id, r =>
        {
            r.SearchAttributes = new();
            foreach (var (name, json) in attributes) r.SearchAttributes.IndexedFields[name] = Value(json);
        });
        _server.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private static Payload Value(string json) => new()
    {
        Data = ByteString.CopyFromUtf8(json),
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
    };
}
