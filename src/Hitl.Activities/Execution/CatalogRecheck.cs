using Hitl.Escalations.Consent;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Activities.Execution;

/// <summary>Asks the catalogs once more right before execution: the pinned one must make exactly this record, the one in force must not forbid it.</summary>
internal static class CatalogRecheck
{
    /// <summary>Finds what changed.</summary>
    /// <returns>Null when nothing did; otherwise one sentence.</returns>
    public static async Task<string?> FindChangeAsync(ICatalogStore catalogs, StoredRequest stored, ConsentRecord consent, CancellationToken cancel)
    {
        var pinned = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) ?? throw new CatalogUnavailableException("The catalog the request is pinned to");
        var again = CatalogEvaluator.Evaluate(pinned, AsEvaluated(stored), stored.Evaluation!.Facts).Consent;
        // Only the life of the approval may differ: a later revision counts it from being asked again.
        if (again is null || ConsentDigest.Of(again with { ExpiresAt = consent.ExpiresAt }) != ConsentDigest.Of(consent))
            return "What would run is not what the catalog makes of the request.";

        var live = await catalogs.ActiveAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");
        if (live.Digest == pinned.Digest) return null;
        var now = CatalogEvaluator.Evaluate(live, AsEvaluated(stored));
        if (now.Shadow is { } shadow) return $"The catalog now in force keeps it in shadow: {shadow.Why}.";
        if (now.Outcome == EvaluationOutcome.Refused) return "The catalog now in force refuses it.";
        return now.Outcome == EvaluationOutcome.Ask && consent.Path is null ? "The catalog now in force wants people to decide it." : null;
    }

    /// <summary>Counts the request's part of every limit once more: the limits it was decided under, the spending of this moment.</summary>
    /// <returns>Null when all holds; otherwise one sentence.</returns>
    public static async Task<string?> FindBreachAsync(ICatalogStore catalogs, IReservationStore reservations, StoredRequest stored, CancellationToken cancel)
    {
        var pinned = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) ?? throw new CatalogUnavailableException("The catalog the request is pinned to");
        var plan = ReservationPlanner.Plan(pinned, AsEvaluated(stored));
        return await reservations.FindBreachAsync(stored.Request.Id, stored.Request.Revision, plan, cancel);
    }

    // A later revision was evaluated at a later moment, which counts for rules that hold in some hours only.
    private static ActionRequest AsEvaluated(StoredRequest stored) => stored.Request with { ReceivedAt = stored.Evaluation!.AskedAt ?? stored.Request.ReceivedAt };
}
