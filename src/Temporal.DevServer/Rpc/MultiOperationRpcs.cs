using Temporal.DevServer.Engine;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Updates;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using OperationStatus = Temporalio.Api.ErrorDetails.V1.MultiOperationExecutionFailure.Types.OperationStatus;

namespace Temporal.DevServer.Rpc;

/// <summary>Update-with-start: both or neither.</summary>
internal static class MultiOperationRpcs
{
    internal static IRpc[] All { get; } =
        [RpcTable.Workflow<ExecuteMultiOperationRequest, ExecuteMultiOperationResponse>("ExecuteMultiOperation", Execute)];

    private static async ValueTask<ExecuteMultiOperationResponse> Execute(ExecuteMultiOperationRequest request, RpcCall call)
    {
        var ns = call.Namespace(request.Namespace);
        if (request.Operations is not [{ StartWorkflow: { } start }, { UpdateWorkflow: { } update }])
        {
            throw Failures.InvalidArgument("Operations have to be exactly [Start, Update].");
        }
        Check(request, start, update);
        var arguments = Refusing(0, () => StartRpcs.Arguments(start, ns));
        // Under one gate: no worker gets the first task before the update is there to go with it.
        var (started, pending) = await call.Engine.WithSlotAsync(arguments.Key, async slot =>
        {
            var outcome = await RefusingAsync(0, () => WorkflowStarts.StartAsync(call.Engine, slot, arguments));
            return (outcome, await RefusingAsync(1, async () =>
                await UpdateAdmission.AdmitAsync(call.Engine, slot, await call.Engine.RequireAsync(slot, outcome.RunId), update.Request)));
        });
        var response = await RefusingAsync(1, () => UpdateRpcs.AwaitAsync(call, arguments.Key, started.RunId, update, pending));
        return new()
        {
            Responses =
            {
                new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = StartRpcs.Response(started) },
                new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = response },
            },
        };
    }

    private static void Check(ExecuteMultiOperationRequest request, StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest update)
    {
        var first = start.Namespace.Length > 0 && start.Namespace != request.Namespace ? "Namespace does not match request namespace."
            : start.CronSchedule.Length > 0 ? "CronSchedule is not allowed."
            : start.RequestEagerExecution ? "RequestEagerExecution is not supported."
            : start.WorkflowStartDelay is not null && State.Ticks.From(start.WorkflowStartDelay) > 0 ? "WorkflowStartDelay is not supported." : null;
        if (first is not null) throw Failed(0, Failures.InvalidArgument(first));
        var second = update.WorkflowExecution?.WorkflowId != start.WorkflowId ? "WorkflowId is not consistent with previous operation(s)."
            : update.WorkflowExecution?.RunId.Length > 0 ? "RunId is not allowed."
            : update.FirstExecutionRunId.Length > 0 ? "FirstExecutionRunId is not allowed." : UpdateRpcs.Check(update);
        if (second is not null) throw Failed(1, Failures.InvalidArgument(second));
    }

    private static T Refusing<T>(int operation, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RpcStatusException refused)
        {
            throw Failed(operation, refused);
        }
    }

    private static async ValueTask<T> RefusingAsync<T>(int operation, Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RpcStatusException refused)
        {
            throw Failed(operation, refused);
        }
    }

    /// <summary>One status for each operation: what went wrong, and that the other one was given up for it.</summary>
    private static RpcStatusException Failed(int operation, RpcStatusException cause)
    {
        var failure = new MultiOperationExecutionFailure();
        var aborted = new OperationStatus { Code = (int)GrpcStatusCode.Aborted, Message = "Operation was aborted." };
        aborted.Details.Add(Any.Pack(new MultiOperationExecutionAborted()));
        var failed = new OperationStatus { Code = (int)cause.Code, Message = cause.Message };
        failed.Details.Add(cause.Rpc.Details);
        failure.Statuses.Add(operation == 0 ? failed : aborted);
        failure.Statuses.Add(operation == 0 ? aborted : failed);
        return new(cause.Code, "Update-with-Start could not be executed.", failure, cause);
    }
}
