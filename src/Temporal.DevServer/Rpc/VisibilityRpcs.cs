using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Rpc;

/// <summary>Listing and counting workflows by filter.</summary>
internal static class VisibilityRpcs
{
    private const int DefaultPage = 1000;

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>("ListWorkflowExecutions", List),
        RpcTable.Workflow<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>("CountWorkflowExecutions", Count),
    ];

    private static async ValueTask<ListWorkflowExecutionsResponse> List(ListWorkflowExecutionsRequest request, RpcCall call)
    {
        var size = request.PageSize > 0 ? Math.Min(request.PageSize, DefaultPage) : DefaultPage;
        var after = Token(request.NextPageToken);
        // One more than asked for tells whether there is another page.
        var runs = await RefusingBadQueries(request.Query, async () =>
            await call.Engine.Store.ListAsync(Parse(call, request.Namespace, request.Query), after, size + 1, call.Cancel));
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

    private static async ValueTask<CountWorkflowExecutionsResponse> Count(CountWorkflowExecutionsRequest request, RpcCall call)
    {
        var query = Parse(call, request.Namespace, request.Query);
        var counts = await RefusingBadQueries(request.Query, async () => await call.Engine.Store.CountAsync(query, call.Cancel));
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
