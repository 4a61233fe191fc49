using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Queries;
using Temporalio.Api.Query.V1;

namespace Temporal.DevServer.Rpc;

/// <summary>Asking a workflow about its state.</summary>
internal static class QueryRpcs
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(60);

    internal static IRpc[] All { get; } = [RpcTable.Workflow<QueryWorkflowRequest, QueryWorkflowResponse>("QueryWorkflow", Query)];

    private static async ValueTask<QueryWorkflowResponse> Query(QueryWorkflowRequest request, RpcCall call)
    {
        var key = WorkflowRpcs.Key(call, request.Namespace, request.Execution);
        if (request.Query is null) throw Failures.InvalidArgument("Query is not set on request.");
        if (Limits.CheckPayloads(request.Query.QueryArgs) is { } why) throw Failures.InvalidArgument(why);
        var query = new PendingQuery(request.Query);
        var rejected = await call.Engine.ReadAsync(key, request.Execution.RunId, (run, live) =>
        {
            if (Rejects(request.QueryRejectCondition, run.Status)) return ValueTask.FromResult<QueryRejected?>(new() { Status = run.Status });
            QueryDispatch.Accept(run, live, query, call.Engine);
            return ValueTask.FromResult<QueryRejected?>(null);
        });
        return rejected is null ? Response(await AnswerAsync(query, call)) : new() { QueryRejected = rejected };
    }

    private static async ValueTask<WorkflowQueryResult> AnswerAsync(PendingQuery query, RpcCall call)
    {
        var wait = call.Hold(Hold);
        try
        {
            return await query.Answer.Task.WaitAsync(wait.Remaining, wait.Time, wait.Cancel);
        }
        catch (TimeoutException)
        {
            throw new RpcStatusException(GrpcStatusCode.DeadlineExceeded, "query timed out: no worker answered it");
        }
        finally
        {
            // Nobody waits any more: workers need not be asked.
            query.Answer.TrySetCanceled();
            call.Engine.Queries.Remove(query);
        }
    }

    private static QueryWorkflowResponse Response(WorkflowQueryResult result) => result.ResultType == QueryResultType.Answered
        ? new() { QueryResult = result.Answer }
        : throw Failures.QueryFailed(result.ErrorMessage, result.Failure);

    private static bool Rejects(QueryRejectCondition condition, WorkflowExecutionStatus status) => condition switch
    {
        QueryRejectCondition.NotOpen => status != WorkflowExecutionStatus.Running,
        QueryRejectCondition.NotCompletedCleanly => status is not (WorkflowExecutionStatus.Running or WorkflowExecutionStatus.Completed),
        _ => false,
    };
}
