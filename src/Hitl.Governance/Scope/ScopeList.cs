using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Versions;

namespace Hitl.Governance.Scope;

/// <summary>Everything every actor may do, as one list. Pure; 10,000 rules take a fraction of a second.</summary>
public static class ScopeList
{
    /// <summary>Who a rule without actors is about.</summary>
    public const string Everyone = "(everyone)";

    /// <summary>The lines of a catalog, by action, actor and rule.</summary>
    public static IReadOnlyList<ScopeRow> Of(Catalog catalog, ScopeFilter filter)
    {
        var rows = new List<ScopeRow>();
        foreach (var action in catalog.Actions.Values.Where(a => filter.Action is null || a.Name == filter.Action).OrderBy(a => a.Name.Value, StringComparer.Ordinal))
        {
            var limits = catalog.Limits.Where(limit => limit.Actions.Count == 0 || limit.Actions.Contains(action.Name)).ToList();
            foreach (var rule in action.Rules.Where(rule => Holds(rule, filter)).OrderBy(rule => rule.Id, StringComparer.Ordinal)) rows.AddRange(Rows(action, rule, limits, filter));
            rows.Add(Gap(action, limits));
        }

        return rows;
    }

    private static bool Holds(Rule rule, ScopeFilter filter) =>
        (filter.Actor is not { } actor || rule.Actors.Count == 0 || rule.Actors.Contains(actor))
        && (filter.Amount is not { } amount || rule.Amounts.Count == 0 || (rule.Amounts.TryGetValue(amount.Currency, out var range) && range.Contains(amount.Minor)));

    private static IEnumerable<ScopeRow> Rows(ActionDefinition action, Rule rule, List<LimitDefinition> limits, ScopeFilter filter)
    {
        var bounds = RuleWords.Bounds(rule);
        IEnumerable<string> actors = filter.Actor is { } only ? [only.Value] : rule.Actors.Count == 0 ? [Everyone] : rule.Actors.Select(actor => actor.Value).Order(StringComparer.Ordinal);
        var effect = rule.Effect switch { "allow" when action.Risk != "red-line" && action.Reversibility != "irreversible" => "alone", "deny" => "never", _ => "with people" };
        var people = rule.Effect == "deny" ? "" : People(action, rule.Path ?? (effect == "with people" ? action.RaisePath ?? action.GapPath : null));
        return actors.Select(actor => new ScopeRow(
            actor, action.Name.Value, rule.Id, !action.Enabled ? "never (switched off)" : action.IsShadow ? effect + " (shadow)" : effect, bounds.FirstOrDefault(b => b.Name == "amount").Text ?? "",
            [.. bounds.Where(b => b.Name != "amount").Select(b => $"{b.Name} {b.Text}")], people,
            [.. limits.Where(limit => limit.Actors.Count == 0 || limit.Actors.Any(a => a.Value == actor) || actor == Everyone).Select(Words)], action.Risk, action.Reversibility));
    }

    private static ScopeRow Gap(ActionDefinition action, List<LimitDefinition> limits) => new(
        Everyone, action.Name.Value, "(no rule)", action.GapPath is null || !action.Enabled ? "refused" : "with people", "", [], People(action, action.GapPath),
        action.GapPath is null ? [] : [.. limits.Select(Words)], action.Risk, action.Reversibility);

    private static string People(ActionDefinition action, string? path) =>
        path is not null && action.Paths.TryGetValue(path, out var found) ? string.Join(found.NeedsEveryStage ? ", and " : ", then ", found.Stages.Select(Stage)) : "";

    private static string Stage(StageDefinition stage) => string.Join(" and ", stage.Seats.Select(share => $"{Math.Max(1, share.Quorum)} of {share.Role}")) + (stage.ByMajority ? ", by majority" : "");

    private static string Words(LimitDefinition limit)
    {
        var most = limit.Amounts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Iso4217.Format(p.Value, p.Key)).ToList();
        if (limit.Count is { } count) most.Add($"{count} requests");
        return $"{limit.Id}: {string.Join(" or ", most)} in {LimitWords.Period(limit.Period)}{(limit.Per.Count == 0 ? "" : " per " + string.Join(" and ", limit.Per))}{(limit.FreesReversed ? ", given back when reversed" : "")}";
    }
}
