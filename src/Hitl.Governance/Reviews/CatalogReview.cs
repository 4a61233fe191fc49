using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Reviews;

/// <summary>Finds authority that has piled up: rules nobody uses, rules that can never decide, actors that use far less than they may.</summary>
public static class CatalogReview
{
    /// <summary>Use below this share of a bound is worth a question.</summary>
    public const double LittleUsed = 0.5;

    /// <summary>Reviews a catalog.</summary>
    /// <param name="catalog">The version in force.</param>
    /// <param name="uses">How its rules decided in the time looked at.</param>
    public static IReadOnlyList<ReviewFinding> Of(Catalog catalog, IReadOnlyList<RuleUse> uses)
    {
        var byRule = uses.ToLookup(use => (use.Action, use.Rule));
        var findings = new List<ReviewFinding>();
        foreach (var action in catalog.Actions.Values.Where(a => !a.IsBuiltIn).OrderBy(a => a.Name.Value, StringComparer.Ordinal))
        {
            foreach (var rule in action.Rules.OrderBy(rule => rule.Id, StringComparer.Ordinal))
            {
                var used = byRule[(action.Name, rule.Id)].ToList();
                if (Shadowing(action, rule) is { } other) findings.Add(new("shadowed", action.Name.Value, rule.Id, $"{rule.Id} can never decide: {other.Id} ({other.Effect}) covers all of it."));
                else if (used.Count == 0) findings.Add(new("unused", action.Name.Value, rule.Id, $"{rule.Id} ({rule.Effect}) decided nothing in this time."));
                findings.AddRange(Overlaps(action, rule));
                findings.AddRange(Unneeded(action, rule, used));
            }
        }

        return findings;
    }

    private static Rule? Shadowing(ActionDefinition action, Rule rule) =>
        action.Rules.FirstOrDefault(other => other.Id != rule.Id && IsBefore(other, rule) && RuleCover.Covers(other, rule));

    // Of two equal rules the one with the greater id is the one that is not needed.
    private static bool IsBefore(Rule other, Rule rule) =>
        Rank(other) < Rank(rule) || (other.Effect == rule.Effect && other.Path == rule.Path && (!RuleCover.Covers(rule, other) || string.CompareOrdinal(other.Id, rule.Id) < 0));

    private static int Rank(Rule rule) => rule.Effect switch { "deny" => 0, "allow" => 1, _ => 2 };

    private static IEnumerable<ReviewFinding> Overlaps(ActionDefinition action, Rule rule) => action.Rules
        .Where(other => string.CompareOrdinal(rule.Id, other.Id) < 0 && other.Effect == rule.Effect && RuleCover.Overlaps(rule, other) && !RuleCover.Covers(rule, other) && !RuleCover.Covers(other, rule))
        .Select(other => new ReviewFinding("overlapping", action.Name.Value, rule.Id, $"{rule.Id} and {other.Id} ({rule.Effect}) both cover some of the same requests."));

    private static IEnumerable<ReviewFinding> Unneeded(ActionDefinition action, Rule rule, List<RuleUse> used)
    {
        if (rule.Effect == "deny") yield break;
        foreach (var use in used.Where(use => use.Currency is not null))
        {
            if (!rule.Amounts.TryGetValue(use.Currency!, out var range) || use.Largest >= range.Maximum * LittleUsed) continue;
            yield return new(
                "unneeded-authority", action.Name.Value, rule.Id,
                $"{use.Actor} used {rule.Id} {use.Count} times, at most for {Iso4217.Format(use.Largest, use.Currency!)} of {Iso4217.Format(range.Maximum, use.Currency!)}.");
        }
    }
}
