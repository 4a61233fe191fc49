using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Governance.Simulation;

/// <summary>Decides requests under two versions and collects the differences. By rules alone: limits and other requests depend on what else was asked.</summary>
/// <param name="before">The version in force.</param>
/// <param name="after">The version proposed.</param>
public sealed class CatalogSimulation(Catalog before, Catalog after)
{
    private readonly CatalogIndex _before = CatalogIndex.Of(before);
    private readonly CatalogIndex _after = CatalogIndex.Of(after);
    private readonly Dictionary<(ActionName, ActorId, string?, EvaluationOutcome, string?, EvaluationOutcome), SimulatedChange> _changes = [];
    private int _decided;

    /// <summary>Decides both versions' boundary requests.</summary>
    public static SimulationReport OfBoundaries(Catalog before, Catalog after)
    {
        var simulation = new CatalogSimulation(before, after);
        foreach (var request in BoundarySet.Of(before).Concat(BoundarySet.Of(after))) simulation.Add(request, isExample: false);
        return simulation.Report();
    }

    /// <summary>Decides one request under both.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isExample">Whether its id means something to people.</param>
    public void Add(ActionRequest request, bool isExample = true)
    {
        _decided++;
        var was = _before.Decide(request, out var ruleBefore);
        var would = _after.Decide(request, out var ruleAfter);
        if (was == would) return;
        var key = (request.Action, request.Actor, ruleBefore?.Id, was, ruleAfter?.Id, would);
        if (!_changes.TryGetValue(key, out var change)) _changes[key] = change = new(request.Action, request.Actor, ruleBefore?.Id, was, ruleAfter?.Id, would);
        change.Count++;
        if (request.Amount is { } amount) change.Sums[amount.Currency] = change.Sums.GetValueOrDefault(amount.Currency) + amount.Minor;
        if (isExample && change.Shown.Count < 3) change.Shown.Add(request.Id);
    }

    /// <summary>What was found so far.</summary>
    public SimulationReport Report() => new(
        _decided,
        [
            .. _changes.Values.OrderByDescending(c => c.IsGain).ThenByDescending(c => c.Count).ThenBy(c => c.Action.Value, StringComparer.Ordinal)
                .ThenBy(c => c.Actor.Value, StringComparer.Ordinal).ThenBy(c => c.RuleAfter, StringComparer.Ordinal).ThenBy(c => c.RuleBefore, StringComparer.Ordinal),
        ]);
}
