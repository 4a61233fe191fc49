using Hitl.Client.Ops;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Workflows.Requests;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Hitl.Gateway.Ops;

/// <summary>Looks back at a workflow without touching the world, and starts one over only while the world was not touched.</summary>
internal sealed class ReplayDesk(RequestAccess access, IEffectStore effects, IRequestIntake ledger, ITemporalClient temporal, TimeProvider clock)
{
    private static readonly Refusal Away = new(503, "temporal.unavailable", "The workflow engine does not answer; nothing was done.") { RetryAfter = 5 };

    /// <summary>Replays the history: the replayer has no activities, so no call can leave.</summary>
    public async Task<IResult> RehearseAsync(string id, Caller caller, CancellationToken cancel)
    {
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        try
        {
            var history = await Handle(stored).FetchHistoryAsync();
            var result = await new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<RequestWorkflow>()).ReplayWorkflowAsync(history, throwOnReplayFailure: false, cancel);
            return TypedResults.Ok(new RehearsalView(id, history.Events.Count, result.ReplayFailure is null, result.ReplayFailure?.Message, 0));
        }
        catch (Exception failure) when (failure is TemporalException or InvalidOperationException)
        {
            return Away.AsResult();
        }
    }

    /// <summary>Starts the workflow over from its first task.</summary>
    public async Task<IResult> ResetAsync(string id, string reason, Caller caller, CancellationToken cancel)
    {
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var sent = await effects.ListAsync(stored.Request.Id, stored.Request.Revision, cancel);
        // The effect ledger would block a repeat all the same; but a person who resets here expects something that must not happen.
        if (sent.Count > 0) return WouldRepeat(stored, sent).AsResult();
        try
        {
            await StartOverAsync(stored, reason);
        }
        catch (Exception failure) when (failure is TemporalException or InvalidOperationException)
        {
            return Away.AsResult();
        }

        await ledger.RecordAsync(Entry(stored.Request, caller, reason), cancel);
        return TypedResults.Ok(new InterventionView(Guid.NewGuid().ToString("D"), id, "reset", caller.Id, reason, clock.GetUtcNow()));
    }

    private static Refusal WouldRepeat(StoredRequest stored, IReadOnlyList<EffectRecord> sent) => new(
        409, "ops.reset_would_repeat_effect",
        $"These steps may have taken effect: {string.Join(", ", sent.Select(effect => effect.Key.IsCompensation ? $"undo of {effect.Key.Step}" : effect.Key.Step).Distinct())}. Replay the parked step instead; it looks up first.")
    {
        RequestId = stored.Request.Id.Value,
    };

    private static LedgerEntry Entry(ActionRequest request, Caller caller, string reason) => new()
    {
        Kind = LedgerKinds.OpsIntervened,
        Request = request.Id,
        Revision = request.Revision,
        By = caller.By,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{caller.Id} of ops started the workflow over: {reason}",
        Body = new() { ["kind"] = "reset", ["reason"] = reason },
    };

    private WorkflowHandle Handle(StoredRequest stored) => temporal.GetWorkflowHandle(RequestAddress.IdOf(stored.Request.Id));

    private async Task StartOverAsync(StoredRequest stored, string reason)
    {
        var history = await Handle(stored).FetchHistoryAsync();
        var first = history.Events.First(one => one.WorkflowTaskCompletedEventAttributes is not null);
        await temporal.Connection.WorkflowService.ResetWorkflowExecutionAsync(new()
        {
            Namespace = temporal.Options.Namespace,
            WorkflowExecution = new() { WorkflowId = RequestAddress.IdOf(stored.Request.Id) },
            WorkflowTaskFinishEventId = first.EventId,
            Reason = reason,
            RequestId = Guid.NewGuid().ToString(),
        });
    }
}
