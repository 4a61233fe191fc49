using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Updates;
using Temporalio.Api.Update.V1;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporal.DevServer.Rpc;

/// <summary>Asking a workflow for a change and waiting for its answer.</summary>
internal static class UpdateRpcs
{
    /// <summary>Longest a caller is held; then it is told how far the update is.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);

    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", Update),
        RpcTable.Workflow<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>("PollWorkflowExecutionUpdate", Poll),
    ];

    /// <summary>Null when the request may be served, else why not. An empty update id is given one.</summary>
    internal static string? Check(UpdateWorkflowExecutionRequest request)
    {
        if (request.Request?.Input is null || request.Request.Input.Name.Length == 0) return "Update name is not set on request.";
        if (request.WaitPolicy is null) return "WaitPolicy is not set on request.";
        request.Request.Meta ??= new();
        if (request.Request.Meta.UpdateId.Length == 0) request.Request.Meta.UpdateId = Guid.NewGuid().ToString();
        return Limits.CheckId("UpdateId", request.Request.Meta.UpdateId)
            ?? Limits.CheckId("Update name", request.Request.Input.Name)
            ?? Limits.CheckPayloads(request.Request.Input.Args);
    }

    internal static async ValueTask<UpdateWorkflowExecutionResponse> AwaitAsync(
        RpcCall call, WorkflowKey key, string runId, UpdateWorkflowExecutionRequest request, PendingUpdate? pending)
    {
        var id = request.Request.Meta.UpdateId;
        var (progress, run) = await UpdateProgress.WaitAsync(
            call.Engine, key, runId, id, pending, Wanted(request.WaitPolicy), call.Hold(Hold));
        return new() { UpdateRef = Ref(key, run, id), Outcome = progress.Outcome, Stage = progress.Stage };
    }

    private static async ValueTask<UpdateWorkflowExecutionResponse> Update(UpdateWorkflowExecutionRequest request, RpcCall call)
    {
        var key = WorkflowRpcs.Key(call, request.Namespace, request.WorkflowExecution);
        if (Check(request) is { } why) throw Failures.InvalidArgument(why);
        var (runId, pending) = await call.Engine.WithSlotAsync(key, async slot =>
        {
            var run = await call.Engine.RequireAsync(slot, request.WorkflowExecution.RunId);
            WorkflowRpcs.RequireChain(run, request.FirstExecutionRunId);
            return (run.Self.RunId, await UpdateAdmission.AdmitAsync(call.Engine, slot, run, request.Request));
        });
        return await AwaitAsync(call, key, runId, request, pending);
    }

    private static async ValueTask<PollWorkflowExecutionUpdateResponse> Poll(PollWorkflowExecutionUpdateRequest request, RpcCall call)
    {
        var reference = request.UpdateRef ?? throw Failures.InvalidArgument("UpdateRef is not set on request.");
        var key = WorkflowRpcs.Key(call, request.Namespace, reference.WorkflowExecution);
        if (Limits.CheckId("UpdateId", reference.UpdateId) is { } why) throw Failures.InvalidArgument(why);
        var (progress, runId) = await UpdateProgress.WaitAsync(call.Engine, key, reference.WorkflowExecution.RunId, reference.UpdateId,
            pending: null, Wanted(request.WaitPolicy), call.Hold(Hold));
        return new() { Outcome = progress.Outcome, Stage = progress.Stage, UpdateRef = Ref(key, runId, reference.UpdateId) };
    }

    private static Stage Wanted(WaitPolicy? policy) =>
        policy?.LifecycleStage is { } stage and not Stage.Unspecified ? stage : Stage.Admitted;

    private static UpdateRef Ref(WorkflowKey key, string runId, string id) =>
        new() { WorkflowExecution = new() { WorkflowId = key.WorkflowId, RunId = runId }, UpdateId = id };
}
