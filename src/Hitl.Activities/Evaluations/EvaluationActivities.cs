using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Workflows.Evaluations;
using Temporalio.Activities;

namespace Hitl.Activities.Evaluations;

/// <summary>Asks the pinned catalog and stores its answer, once per revision.</summary>
public sealed class EvaluationActivities(
    IRequestStore requests, ICatalogStore catalogs, IReservationStore reservations, IShadowCards shadows, IStateStore states, IDrillStore drills, TimeProvider time) : IEvaluationActivities
{
    /// <inheritdoc/>
    [Activity("evaluate-request")]
    public async Task<EvaluatedRequest> EvaluateAsync(RequestId request)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(request, cancel);
        if (stored.State != RequestState.Received) return await ShownAsync(stored, cancel);

        var catalog = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) ?? throw new CatalogUnavailableException("The catalog the request is pinned to");
        var asked = Asked(stored.Request);
        var plan = ReservationPlanner.Plan(catalog, asked);
        var facts = CatalogEvaluator.ShadowOf(catalog, asked) is null
            ? await reservations.ReserveAsync(request, asked.Revision, plan, cancel)
            : await reservations.LookAsync(plan, cancel);
        if (ReservationPlanner.WaitsFor(catalog, facts) is { Count: > 0 } first && CatalogEvaluator.ShadowOf(catalog, asked) is null)
            return Plan(stored) with { WaitsFor = [.. first.Select(other => other.Request).Distinct()] };
        var isLive = CatalogEvaluator.ShadowOf(catalog, asked) is null;
        if (isLive && GuardPlanner.Plan(catalog, asked).Count > 0)
        {
            if (await states.FindAsync(request, asked.Revision, cancel) is not { } readings) return Plan(stored) with { NeedsState = true };
            facts = facts with { Guards = await SinceBeforeAsync(request, asked.Revision, readings, cancel) };
        }

        if (isLive && await DoubtAsync(catalog, asked, cancel) is { } doubt) facts = facts with { UndoingInDoubt = doubt };
        var evaluation = CatalogEvaluator.Evaluate(catalog, asked, facts);
        var digest = evaluation.Consent is { } consent ? ConsentDigest.Of(consent) : null;
        var state = evaluation.Outcome switch
        {
            _ when evaluation.Shadow is not null => RequestState.Shadowed,
            EvaluationOutcome.Allowed => RequestState.Approved,
            EvaluationOutcome.Ask => RequestState.Deciding,
            _ => RequestState.Refused,
        };
        return await ShownAsync(await requests.RecordEvaluationAsync(request, evaluation, digest, state, Entries(stored, evaluation, digest), cancel), cancel);
    }

    /// <inheritdoc/>
    [Activity("revise-request")]
    public async Task<RequestState> ReviseAsync(RequestId request, int revision, string reason)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(request, cancel);
        var entry = LedgerLines.About(stored, LedgerKinds.RequestRevised, LedgerLines.EscalationWorker, $"People are asked again: {reason}");
        var revised = await requests.ReviseAsync(request, revision, [entry with { Revision = revision }], cancel);
        // Evaluated already: this is the second run of an activity whose answer was lost.
        return revised.Request.Revision == revision && !revised.HasEnded() ? RequestState.Received : revised.State;
    }

    private async Task<IReadOnlyList<GuardReading>> SinceBeforeAsync(RequestId request, int revision, IReadOnlyList<GuardReading> readings, CancellationToken cancel)
    {
        var before = revision == 1 ? null : await states.FindAsync(request, revision - 1, cancel);
        return before is null
            ? readings
            : [.. readings.Select(now => before.FirstOrDefault(then => then.Guard == now.Guard) is { Value: { } then } && then != now.Value ? now with { Before = then } : now)];
    }

    private async Task<string?> DoubtAsync(Catalog catalog, ActionRequest asked, CancellationToken cancel)
    {
        if (!catalog.Actions.TryGetValue(asked.Action, out var action) || action.Drill is not { StopsAutomation: true }) return null;
        var standings = await drills.StandingsAsync([asked.Action], cancel);
        return standings.Count == 0 ? null : standings[0].DoubtAt(asked.ReceivedAt);
    }

    // After the state is stored and again on every repeat: a worker that died in between owes the cards still.
    private async Task<EvaluatedRequest> ShownAsync(StoredRequest stored, CancellationToken cancel)
    {
        if (stored.State == RequestState.Shadowed) await ShadowShow.ShowAsync(stored, catalogs, shadows, time, cancel);
        return Plan(stored);
    }

    // The life of an approval is counted from asking; a later revision asks now.
    private ActionRequest Asked(ActionRequest request) => request.Revision == 1 ? request : request with { ReceivedAt = time.GetUtcNow() };

    private static EvaluatedRequest Plan(StoredRequest stored)
    {
        var steps = stored.Evaluation?.Consent?.Saga.Steps.Select(step => new PlannedStep(step.Name, step.Timeout, step.Compensation is not null));
        return new(stored.State, stored.Request.Revision, stored.Evaluation?.Path, [.. steps ?? []]);
    }

    private static IReadOnlyList<LedgerEntry> Entries(StoredRequest stored, Evaluation evaluation, string? digest)
    {
        var entry = Entry(stored, evaluation, digest);
        if (evaluation.Sample is not { IsChosen: true } sample) return [entry];
        var drawn = LedgerLines.About(
            stored, LedgerKinds.SampleDrawn, LedgerLines.EscalationWorker, "Drawn for review: this automatic approval is to be looked at by a person afterwards.",
            new() { ["share"] = sample.ShareInHundredths, ["draw"] = sample.Draw, ["seed"] = sample.Seed });
        return [entry, drawn];
    }

    private static LedgerEntry Entry(StoredRequest stored, Evaluation evaluation, string? digest) => LedgerLines.About(
        stored, LedgerKinds.RequestEvaluated, LedgerLines.EscalationWorker, evaluation.Explanation.Sentence, new JsonObject
        {
            ["outcome"] = JsonSerializer.SerializeToNode(evaluation.Outcome),
            ["rule"] = evaluation.Explanation.Rule,
            ["isGap"] = evaluation.Explanation.IsGap,
            ["risk"] = evaluation.Risk,
            ["reversibility"] = evaluation.Reversibility,
            ["catalog"] = stored.Request.CatalogDigest,
            ["digest"] = digest,
            ["explanation"] = JsonSerializer.SerializeToNode(evaluation.Explanation),
            ["facts"] = JsonSerializer.SerializeToNode(evaluation.Facts),
            ["canary"] = JsonSerializer.SerializeToNode(evaluation.Canary),
            ["sample"] = JsonSerializer.SerializeToNode(evaluation.Sample),
            ["shadow"] = evaluation.Shadow?.Why,
        });
}
