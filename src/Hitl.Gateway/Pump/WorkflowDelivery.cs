using Hitl.Escalations.Intake;
using Hitl.FailPoints;
using Hitl.Workflows.Requests;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Hitl.Gateway.Pump;

/// <summary>One message to one workflow. A repeated start finds the workflow, a repeated signal makes it look again at the same facts.</summary>
internal sealed class WorkflowDelivery(ITemporalClient temporal)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Delivers; a workflow that has ended needs no message, which counts as delivered.</summary>
    /// <exception cref="RpcException">Temporal could not be reached, or refused for another reason.</exception>
    public Task DeliverAsync(WorkflowMessage message, CancellationToken cancel) => message.Kind switch
    {
        "start" => StartAsync(message, cancel),
        "decision" => SignalAsync(message, RequestAddress.DecisionRecorded, cancel),
        "withdrawal" => SignalAsync(message, RequestAddress.Withdrawn, cancel),
        "intervention" => SignalAsync(message, RequestAddress.OpsIntervened, cancel),
        _ => throw new InvalidOperationException($"No workflow understands a message of kind '{message.Kind}'."),
    };

    private async Task StartAsync(WorkflowMessage message, CancellationToken cancel)
    {
        var options = new WorkflowOptions(RequestAddress.IdOf(message.Request), RequestAddress.TaskQueue)
        {
            // A request has one workflow for good: a second start must neither replace a running one nor follow a finished one.
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            Rpc = Call(cancel),
        };
        try
        {
            await temporal.StartWorkflowAsync(RequestAddress.WorkflowType, [new RequestStart(message.Request)], options);
        }
        catch (WorkflowAlreadyStartedException)
        {
            // It ran and ended; the message was delivered before and only our note of it was lost.
        }
    }

    private async Task SignalAsync(WorkflowMessage message, string signal, CancellationToken cancel)
    {
        try
        {
            FailPoint.Hit("G5");
            await temporal.GetWorkflowHandle(RequestAddress.IdOf(message.Request)).SignalAsync(signal, [], new() { Rpc = Call(cancel) });
        }
        catch (RpcException error) when (error.Code == RpcException.StatusCode.NotFound)
        {
            // It has ended, was never started, or the namespace is missing: a start tells these apart.
            await StartAsync(message, cancel);
        }
    }

    private static RpcOptions Call(CancellationToken cancel) => new() { CancellationToken = cancel, Timeout = Patience };
}
