using System.Text.Json;
using Hitl.Activities.Cards;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Workflows.Requests;
using Temporalio.Activities;

namespace Hitl.Activities.Requests;

/// <summary>Moves requests and says in one sentence how they stand.</summary>
public sealed class OutcomeActivities(IRequestStore requests, IStageStore stages, IEffectStore effects, CardBell bell) : IOutcomeActivities
{
    /// <inheritdoc/>
    [Activity("move-request")]
    public async Task<RequestState> MoveAsync(RequestMove move)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(move.Request, cancel);
        if (stored.State == move.To || stored.HasEnded() || stored.Request.Revision != move.Revision) return stored.State;

        var decisions = await stages.DecisionsAsync(move.Request, move.Revision, cancel);
        var done = await effects.ListAsync(move.Request, move.Revision, cancel);
        var entry = LedgerLines.About(
            stored, LedgerKinds.RequestMoved, LedgerLines.EscalationWorker, OutcomeSentences.OfRow(move, decisions, done),
            new() { ["from"] = JsonSerializer.SerializeToNode(stored.State), ["to"] = JsonSerializer.SerializeToNode(move.To) });
        var moved = await requests.MoveAsync(move.Request, move.To, OutcomeSentences.Of(move, decisions, done), [entry], cancel);
        bell.Ring();
        return moved.State;
    }
}
