using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Workflows.Evaluations;
using Temporalio.Activities;

namespace Hitl.Activities.Evaluations;

/// <summary>Asks the pinned catalog and stores its answer, once per revision.</summary>
public sealed class EvaluationActivities(IRequestStore requests, ICatalogStore catalogs, TimeProvider time) : IEvaluationActivities
{
    /// <inheritdoc/>
    [Activity("evaluate-request")]
    public async Task<EvaluatedRequest> EvaluateAsync(RequestId request)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(request, cancel);
        if (stored.State != RequestState.Received) return Plan(stored);

        var catalog = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) ?? throw new CatalogUnavailableException("The catalog the request is pinned to");
        var evaluation = CatalogEvaluator.Evaluate(catalog, Asked(stored.Request));
        var digest = evaluation.Consent is { } consent ? ConsentDigest.Of(consent) : null;
        var state = evaluation.Outcome switch
        {
            EvaluationOutcome.Allowed => RequestState.Approved,
            EvaluationOutcome.Ask => RequestState.Deciding,
            _ => RequestState.Refused,
        };
        return Plan(await requests.RecordEvaluationAsync(request, evaluation, digest, state, [Entry(stored, evaluation, digest)], cancel));
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

    // The life of an approval is counted from asking; a later revision asks now.
    private ActionRequest Asked(ActionRequest request) => request.Revision == 1 ? request : request with { ReceivedAt = time.GetUtcNow() };

    private static EvaluatedRequest Plan(StoredRequest stored)
    {
        var steps = stored.Evaluation?.Consent?.Saga.Steps.Select(step => new PlannedStep(step.Name, step.Timeout, step.Compensation is not null));
        return new(stored.State, stored.Request.Revision, stored.Evaluation?.Path, [.. steps ?? []]);
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
        });
}
