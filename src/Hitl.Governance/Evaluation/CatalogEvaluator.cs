using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

// The namespace is named for what it holds; inside it the record needs a name of its own.
using Evaluation = Hitl.Escalations.Requests.Evaluation;

/// <summary>Decides a request from the catalog. Pure: the same catalog and request give the same answer, byte for byte.</summary>
public static class CatalogEvaluator
{
    /// <summary>Decides: deny wins over allow, allow over ask; what no rule covers goes to the action's gap handling, never through.</summary>
    /// <param name="catalog">The version pinned at intake.</param>
    /// <param name="request">The request; expiry counts from its <see cref="ActionRequest.ReceivedAt"/>.</param>
    public static Evaluation Evaluate(Catalog catalog, ActionRequest request)
    {
        var ruling = Ruling.Of(catalog, request);
        var consent = ruling.Outcome == EvaluationOutcome.Refused ? null : ConsentBuilder.Build(catalog, ruling.Action!, request, ruling.Path);
        return new()
        {
            Outcome = ruling.Outcome,
            Explanation = new(
                Sentences.Explain(ruling, request), ruling.DecidedBy?.Id, ruling.IsGap, ruling.Checks, [.. Differences.Find(catalog, request, ruling).Select(d => d.Clause)]),
            Risk = ruling.Action?.Risk ?? "high",
            Reversibility = ruling.Action?.Reversibility ?? "irreversible",
            Consent = consent,
        };
    }
}
