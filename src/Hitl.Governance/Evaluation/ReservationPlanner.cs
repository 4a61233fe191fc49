using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>Works out what a request takes of limits and what it is about. Pure: the same catalog and request give the same plan.</summary>
public static class ReservationPlanner
{
    /// <summary>The plan; nothing for a request that the rules alone refuse.</summary>
    public static ReservationPlan Plan(Catalog catalog, ActionRequest request) =>
        CatalogIndex.Of(catalog).Decide(request, out _) == EvaluationOutcome.Refused
            ? ReservationPlan.None
            : new([.. catalog.Limits.Where(limit => Counts(limit, request)).SelectMany(limit => Claims(limit, request))], [.. Subjects(catalog, request)]);

    /// <summary>The other requests that this one has to wait for.</summary>
    public static IReadOnlyList<ConflictingRequest> WaitsFor(Catalog catalog, EvaluationFacts facts) =>
        [.. facts.Conflicts.Where(other => catalog.Conflicts.Any(conflict => conflict.Id == other.Conflict && conflict.Serialises))];

    private static bool Counts(LimitDefinition limit, ActionRequest request) =>
        (limit.Actions.Count == 0 || limit.Actions.Contains(request.Action))
        && (limit.Actors.Count == 0 || limit.Actors.Contains(request.Actor))
        // A change of the catalog spends nothing, and undoing gives back: no limit may stand in its way.
        && request.Actor != CatalogActivation.Desk && !ActionReversal.Is(request.Action);

    private static IEnumerable<LimitClaim> Claims(LimitDefinition limit, ActionRequest request)
    {
        var key = string.Join('|', limit.Per.Select(part => part switch
        {
            "actor" => $"actor={request.Actor}",
            "customer" => $"customer={request.Customer.Id}",
            _ => $"action={request.Action}",
        }).Prepend(limit.Id));
        var isHard = limit.OverPath is null;
        if (request.Amount is { } amount && limit.Amounts.TryGetValue(amount.Currency, out var most))
            yield return new(limit.Id, $"{key}|{amount.Currency}", amount.Currency, amount.Minor, most, limit.Period, isHard) { FreesReversed = limit.FreesReversed };
        if (limit.Count is { } count) yield return new(limit.Id, $"{key}|count", null, 1, count, limit.Period, isHard) { FreesReversed = limit.FreesReversed };
    }

    private static IEnumerable<SubjectClaim> Subjects(Catalog catalog, ActionRequest request)
    {
        foreach (var conflict in catalog.Conflicts.Where(c => c.Actions.Count == 0 || c.Actions.Contains(request.Action)))
        {
            IReadOnlyList<string> values = conflict.Subject == "customer" ? [request.Customer.Id] : request.Parameters.Texts(conflict.Subject);
            foreach (var value in values) yield return new(conflict.Id, $"{conflict.Subject}={value}");
        }
    }
}
