using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Rpc;

/// <summary>Going back in a workflow's history.</summary>
internal static class ResetRpcs
{
    internal static IRpc[] All { get; } =
        [RpcTable.Workflow<ResetWorkflowExecutionRequest, ResetWorkflowExecutionResponse>("ResetWorkflowExecution", Reset)];

    private static async ValueTask<ResetWorkflowExecutionResponse> Reset(ResetWorkflowExecutionRequest request, RpcCall call)
    {
        var key = WorkflowRpcs.Key(call, request.Namespace, request.WorkflowExecution);
        if (request.PostResetOperations.Count > 0) throw Failures.InvalidArgument("PostResetOperations are not served.");
        return new() { RunId = await call.Engine.WithSlotAsync(key, slot => WorkflowReset.ResetAsync(call.Engine, slot, request)) };
    }
}
