using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;
using Temporalio.Api.Filter.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Listing and counting workflows by filter.</summary>
internal static class VisibilityRpcs
{
    private const int DefaultPage = 1000;

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>("ListWorkflowExecutions",
            (r, call) => ListAsync(call, r.Namespace, r.Namespace, r.Query, r.PageSize, r.NextPageToken)),
        RpcTable.Workflow<ScanWorkflowExecutionsRequest, ScanWorkflowExecutionsResponse>("ScanWorkflowExecutions", async (r, call) =>
        {
            var found = await ListAsync(call, r.Namespace, r.Namespace, r.Query, r.PageSize, r.NextPageToken);
            return new() { Executions = { found.Executions }, NextPageToken = found.NextPageToken };
        }),
        RpcTable.Workflow<ListOpenWorkflowExecutionsRequest, ListOpenWorkflowExecutionsResponse>("ListOpenWorkflowExecutions", async (r, call) =>
        {
            var query = Filters("ExecutionStatus = 'Running'", r.StartTimeFilter, r.ExecutionFilter, r.TypeFilter);
            var found = await ListAsync(call, r.Namespace, r.Namespace, query, r.MaximumPageSize, r.NextPageToken);
            return new() { Executions = { found.Executions }, NextPageToken = found.NextPageToken };
        }),
        RpcTable.Workflow<ListClosedWorkflowExecutionsRequest, ListClosedWorkflowExecutionsResponse>("ListClosedWorkflowExecutions", async (r, call) =>
        {
            var status = r.StatusFilter is { Status: not WorkflowExecutionStatus.Unspecified } one ? $"ExecutionStatus = '{one.Status}'" : "ExecutionStatus != 'Running'";
            var found = await ListAsync(
                call, r.Namespace, r.Namespace, Filters(status, r.StartTimeFilter, r.ExecutionFilter, r.TypeFilter), r.MaximumPageSize, r.NextPageToken);
            return new() { Executions = { found.Executions }, NextPageToken = found.NextPageToken };
        }),
        RpcTable.Workflow<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>("CountWorkflowExecutions", (r, call) => CountAsync(call, r.Namespace, r.Namespace, r.Query)),
    ];

    /// <param name="call">The call.</param>
    /// <param name="owner">The namespace whose search attributes the query may name.</param>
    /// <param name="listed">The namespace that is listed: the same, or the one its schedules are kept in.</param>
    /// <param name="query">The filter.</param>
    /// <param name="pageSize">Zero for the default.</param>
    /// <param name="pageToken">Empty for the first page.</param>
    internal static async ValueTask<ListWorkflowExecutionsResponse> ListAsync(
        RpcCall call, string owner, string listed, string query, int pageSize, ByteString pageToken)
    {
        var size = pageSize > 0 ? Math.Min(pageSize, DefaultPage) : DefaultPage;
        var after = Token(pageToken);
        // One more than asked for tells whether there is another page.
        var runs = await RefusingBadQueries(query, async () =>
            await call.Engine.Store.ListAsync(Parse(call, owner, query) with { Namespace = listed }, after, size + 1, call.Cancel));
        var response = new ListWorkflowExecutionsResponse { Executions = { runs.Take(size).Select(r => r.ToInfo()) } };
        if (runs.Count > size)
        {
            var last = runs[size - 1];
            response.NextPageToken = new ListPageToken
            {
                StartTicks = last.StartTicks,
                RunId = last.Run.RunId,
                Offset = (after?.Offset ?? 0) + size,
            }.ToByteString();
        }
        return response;
    }

    internal static async ValueTask<CountWorkflowExecutionsResponse> CountAsync(RpcCall call, string owner, string listed, string text)
    {
        var query = Parse(call, owner, text) with { Namespace = listed };
        var counts = await RefusingBadQueries(text, async () => await call.Engine.Store.CountAsync(query, call.Cancel));
        var response = new CountWorkflowExecutionsResponse { Count = counts.Sum(c => c.Count) };
        if (query.GroupBy is not null)
        {
            response.Groups.Add(counts.Select(c => new CountWorkflowExecutionsResponse.Types.AggregationGroup
            {
                GroupValues = { PayloadValues.Json($"\"{c.Group}\"", "Keyword") },
                Count = c.Count,
            }));
        }
        return response;
    }

    /// <summary>The filters of the older calls in the words of the newer ones.</summary>
    private static string Filters(string status, StartTimeFilter? started, WorkflowExecutionFilter? execution, WorkflowTypeFilter? type)
    {
        var all = new List<string> { status };
        if (started?.EarliestTime is { } earliest) all.Add($"StartTime >= {Quoted(earliest.ToDateTimeOffset().ToString("O"))}");
        if (started?.LatestTime is { } latest) all.Add($"StartTime <= {Quoted(latest.ToDateTimeOffset().ToString("O"))}");
        if (execution is { WorkflowId.Length: > 0 }) all.Add($"WorkflowId = {Quoted(execution.WorkflowId)}");
        if (execution is { RunId.Length: > 0 }) all.Add($"RunId = {Quoted(execution.RunId)}");
        if (type is { Name.Length: > 0 }) all.Add($"WorkflowType = {Quoted(type.Name)}");
        return string.Join(" AND ", all);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static VisibilityQuery Parse(RpcCall call, string @namespace, string query)
    {
        var ns = call.Namespace(@namespace);
        try
        {
            return QueryParser.Parse(ns.Name, query, ns.SearchAttributes);
        }
        catch (QuerySyntaxException wrong)
        {
            throw Failures.InvalidArgument($"invalid query: {wrong.Message}");
        }
    }

    private static async ValueTask<T> RefusingBadQueries<T>(string query, Func<ValueTask<T>> run)
    {
        try
        {
            return await run();
        }
        catch (QuerySyntaxException wrong)
        {
            throw Failures.InvalidArgument($"invalid query: {query}: {wrong.Message}");
        }
    }

    private static ListPageToken? Token(ByteString bytes)
    {
        if (bytes.IsEmpty) return null;
        try
        {
            return ListPageToken.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException garbled)
        {
            throw new RpcStatusException(GrpcStatusCode.InvalidArgument, "Invalid NextPageToken.", null, garbled);
        }
    }
}
