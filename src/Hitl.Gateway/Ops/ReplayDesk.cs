using Hitl.Client.Ops;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
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
internal sealed class ReplayDesk(RequestAccess access, IEffectStore effects, IOpsStore ops, ITemporalClient temporal, TimeProvider clock)
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
        if (RequestStates.IsFinal(stored.State)) return Ended(stored).AsResult();
        var sent = await effects.ListAsync(stored.Request.Id, stored.Request.Revision, cancel);
        // The effect ledger would block a repeat all the same; but a person who resets here expects something that must not happen.
        if (sent.Count > 0) return WouldRepeat(stored, sent).AsResult();
        // Written ahead: a reset nobody can account for would be worse than a row about one the engine then refused, which the refusal's row explains.
        var reset = new Intervention(Guid.NewGuid(), stored.Request.Id, "reset", caller.Person!.Value, reason, clock.GetUtcNow());
        if (!await ops.ResetAsync(reset, Entry(reset, stored.Request), cancel))
            return WouldRepeat(stored, await effects.ListAsync(stored.Request.Id, stored.Request.Revision, cancel)).AsResult();
        try
        {
            await StartOverAsync(stored, reset);
        }
        catch (Exception failure) when (failure is TemporalException or InvalidOperationException)
        {
            return (Away with { RequestId = id }).AsResult();
        }

        return TypedResults.Ok(new InterventionView(reset.Id.ToString("D"), id, "reset", caller.Id, reason, reset.At));
    }

    private static Refusal Ended(StoredRequest stored) =>
        new(409, "request.closed", $"The request has ended as {WireNames.Of(stored.State)}; starting it over could only end the same way.") { RequestId = stored.Request.Id.Value };

    private static Refusal WouldRepeat(StoredRequest stored, IReadOnlyList<EffectRecord> sent) => new(
        409, "ops.reset_would_repeat_effect",
        $"These steps may have taken effect: {string.Join(", ", sent.Select(effect => effect.Key.IsCompensation ? $"undo of {effect.Key.Step}" : effect.Key.Step).Distinct())}. Replay the parked step instead; it looks up first.")
    {
        RequestId = stored.Request.Id.Value,
    };

    private static LedgerEntry Entry(Intervention reset, ActionRequest request) => new()
    {
        Kind = LedgerKinds.OpsIntervened,
        Request = request.Id,
        Revision = request.Revision,
        By = "person:" + reset.By,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{reset.By} of ops had the workflow started over: {reset.Reason}",
        Body = new() { ["intervention"] = reset.Id.ToString("D"), ["kind"] = reset.Kind, ["reason"] = reset.Reason },
    };

    private WorkflowHandle Handle(StoredRequest stored) => temporal.GetWorkflowHandle(RequestAddress.IdOf(stored.Request.Id));

    private async Task StartOverAsync(StoredRequest stored, Intervention reset)
    {
        var history = await Handle(stored).FetchHistoryAsync();
        var first = history.Events.First(one => one.WorkflowTaskCompletedEventAttributes is not null);
        await temporal.Connection.WorkflowService.ResetWorkflowExecutionAsync(new()
        {
            Namespace = temporal.Options.Namespace,
            WorkflowExecution = new() { WorkflowId = RequestAddress.IdOf(stored.Request.Id) },
            WorkflowTaskFinishEventId = first.EventId,
            Reason = reset.Reason,
            RequestId = reset.Id.ToString("D"),
        });
    }
}
