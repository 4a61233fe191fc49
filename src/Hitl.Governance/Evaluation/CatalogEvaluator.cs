using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

// The namespace is named for what it holds; inside it the record needs a name of its own.
using Evaluation = Hitl.Escalations.Requests.Evaluation;

/// <summary>Decides a request from the catalog. Pure: the same catalog, request and facts give the same answer, byte for byte.</summary>
public static class CatalogEvaluator
{
    /// <summary>Decides by the rules alone.</summary>
    /// <param name="catalog">The version pinned at intake.</param>
    /// <param name="request">The request; expiry counts from its <see cref="ActionRequest.ReceivedAt"/>.</param>
    public static Evaluation Evaluate(Catalog catalog, ActionRequest request) => Evaluate(catalog, request, EvaluationFacts.None);

    /// <summary>Decides: deny wins over allow, allow over ask; what no rule covers goes to the action's gap handling, never through; facts only make it stricter.</summary>
    /// <param name="catalog">The version pinned at intake.</param>
    /// <param name="request">The request; expiry counts from its <see cref="ActionRequest.ReceivedAt"/>.</param>
    /// <param name="facts">How limits stand and which other requests are under way.</param>
    public static Evaluation Evaluate(Catalog catalog, ActionRequest request, EvaluationFacts facts)
    {
        var ruling = Ruling.Of(catalog, request, facts);
        var consent = ruling.Outcome == EvaluationOutcome.Refused ? null : ConsentBuilder.Build(catalog, ruling.Action!, request, ruling.Path, facts.Guards);
        var shadow = ShadowOf(catalog, ruling, request);
        var isSampled = ruling.Outcome == EvaluationOutcome.Allowed && shadow is null && ruling.Action!.SampleShare > 0;
        return new()
        {
            Outcome = ruling.Outcome,
            Explanation = new(
                (shadow is null ? "" : $"Shadow, nothing runs ({shadow}): ") + Sentences.Explain(ruling, request), ruling.DecidedBy?.Id, ruling.IsGap, ruling.Checks,
                [.. Differences.Find(catalog, request, facts, ruling).Select(d => d.Clause)])
            {
                Limits = [.. facts.Limits.Select(LimitWords.Check)], Conflicts = [.. facts.Conflicts.Select(other => other.ToString())],
            },
            Risk = ruling.Action?.Risk ?? "high",
            Reversibility = ruling.Action?.Reversibility ?? "irreversible",
            Consent = shadow is null ? consent : null,
            AskedAt = request.ReceivedAt,
            Facts = facts,
            Canary = ruling.Canary,
            Sample = isSampled ? Sampling.Draw(catalog.SamplingSeed, ruling.Action!.SampleShare, request.Id) : null,
            Shadow = shadow is null ? null : new(shadow, consent),
        };
    }

    /// <summary>Which part of the catalog keeps a request on paper; null when none does.</summary>
    public static string? ShadowOf(Catalog catalog, ActionRequest request) =>
        catalog.Actions.TryGetValue(request.Action, out var action) ? ShadowOf(catalog, action, request) : null;

    private static string? ShadowOf(Catalog catalog, Ruling ruling, ActionRequest request) =>
        ruling.Action is { } action && ruling.Barrier is null ? ShadowOf(catalog, action, request) : null;

    private static string? ShadowOf(Catalog catalog, ActionDefinition action, ActionRequest request)
    {
        if (action.IsShadow) return $"action {action.Name} is in shadow";
        if (!catalog.Actors.TryGetValue(request.Actor, out var actor)) return null;
        if (actor.IsShadow) return $"actor {actor.Id} is in shadow";
        return request.Agent.Version is { } version && actor.ShadowVersions.Contains(version, StringComparer.Ordinal) ? $"version {version} of {actor.Id} is in shadow" : null;
    }
}
