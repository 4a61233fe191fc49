using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Rpc;

/// <summary>What clients do to a workflow that exists: signal, cancel, terminate, describe, delete.</summary>
internal static class WorkflowRpcs
{
    internal static IRpc[] All { get; } =
    [
        RpcTable.Workflow<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>("SignalWorkflowExecution", Signal),
        RpcTable.Workflow<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>("RequestCancelWorkflowExecution", RequestCancel),
        RpcTable.Workflow<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution", Terminate),
        RpcTable.Workflow<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>("DescribeWorkflowExecution", Describe),
        RpcTable.Workflow<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", Delete),
    ];

    internal static WorkflowKey Key(RpcCall call, string @namespace, WorkflowExecution? execution)
    {
        var ns = call.Namespace(@namespace);
        var id = execution?.WorkflowId ?? "";
        return Limits.CheckId("WorkflowId", id) is { } why ? throw Failures.InvalidArgument(why) : new(ns.Name, id);
    }

    private static async ValueTask<SignalWorkflowExecutionResponse> Signal(SignalWorkflowExecutionRequest request, RpcCall call)
    {
        var key = Key(call, request.Namespace, request.WorkflowExecution);
        if (Limits.CheckId("SignalName", request.SignalName) is { } why) throw Failures.InvalidArgument(why);
        if (Limits.CheckPayloads(request.Input) is { } large) throw Failures.InvalidArgument(large);
        var signal = new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = request.SignalName,
            Input = request.Input,
            Identity = request.Identity,
            Header = request.Header,
            RequestId = request.RequestId,
        };
        await call.Engine.ChangeAsync(key, request.WorkflowExecution.RunId, (t, _) =>
        {
            RequireOpen(t.Run);
            return Signals.Record(t, signal, endsStartDelay: false);
        });
        return new();
    }

    private static async ValueTask<RequestCancelWorkflowExecutionResponse> RequestCancel(RequestCancelWorkflowExecutionRequest request, RpcCall call)
    {
        var key = Key(call, request.Namespace, request.WorkflowExecution);
        await call.Engine.ChangeAsync(key, request.WorkflowExecution.RunId, (t, _) =>
        {
            RequireChain(t.Run, request.FirstExecutionRunId);
            RequireOpen(t.Run);
            return Signals.RequestCancel(t, request.Reason, request.Identity);
        });
        return new();
    }

    private static async ValueTask<TerminateWorkflowExecutionResponse> Terminate(TerminateWorkflowExecutionRequest request, RpcCall call)
    {
        var key = Key(call, request.Namespace, request.WorkflowExecution);
        await call.Engine.ChangeAsync(key, request.WorkflowExecution.RunId, (t, _) =>
        {
            RequireChain(t.Run, request.FirstExecutionRunId);
            RequireOpen(t.Run);
            RunEnd.Terminate(t, request.Reason, request.Details, request.Identity);
            return true;
        });
        return new();
    }

    private static ValueTask<DescribeWorkflowExecutionResponse> Describe(DescribeWorkflowExecutionRequest request, RpcCall call) =>
        call.Engine.ReadAsync(Key(call, request.Namespace, request.Execution), request.Execution.RunId,
            (run, _) => ValueTask.FromResult(RunDescription.Of(run, call.Engine.Clock.Now)));

    private static async ValueTask<DeleteWorkflowExecutionResponse> Delete(DeleteWorkflowExecutionRequest request, RpcCall call)
    {
        await DeleteAsync(call.Engine, Key(call, request.Namespace, request.WorkflowExecution), request.WorkflowExecution.RunId);
        return new();
    }

    /// <exception cref="RpcStatusException">NOT_FOUND.</exception>
    internal static ValueTask<bool> DeleteAsync(WorkflowEngine engine, WorkflowKey key, string runId) => engine.WithSlotAsync(key, async slot =>
    {
        var run = await engine.RequireAsync(slot, runId);
        if (run.IsOpen)
        {
            await engine.TransactAsync(slot, run, (t, _) =>
            {
                RunEnd.Terminate(t, "Delete workflow execution", null, "history-service");
                return true;
            });
        }
        await engine.DeleteAsync(slot, run);
        return true;
    });

    private static void RequireOpen(RunState run)
    {
        if (!run.IsOpen) throw Failures.AlreadyCompleted();
    }

    internal static void RequireChain(RunState run, string firstRunId)
    {
        if (firstRunId.Length > 0 && run.Started.FirstExecutionRunId != firstRunId) throw Failures.NotFound("workflow execution not found");
    }
}
