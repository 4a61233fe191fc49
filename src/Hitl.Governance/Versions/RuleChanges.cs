using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Versions;

/// <summary>What changes for whom, rule by rule: <c>support-bot may now refund up to 200.00 USD in retail alone, was up to 150.00 USD</c>.</summary>
internal static class RuleChanges
{
    public static IEnumerable<string> Lines(Catalog before, Catalog after)
    {
        var names = before.Actions.Keys.Union(after.Actions.Keys).Order(Comparer<Escalations.Ids.ActionName>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));
        foreach (var name in names)
        {
            var (was, now) = (before.Actions.GetValueOrDefault(name), after.Actions.GetValueOrDefault(name));
            if (was is { IsBuiltIn: true } || now is { IsBuiltIn: true }) continue;
            foreach (var line in Lines(was, now)) yield return line;
        }
    }

    private static IEnumerable<string> Lines(ActionDefinition? before, ActionDefinition? after)
    {
        var was = before?.Rules.ToDictionary(rule => rule.Id) ?? [];
        var now = after?.Rules.ToDictionary(rule => rule.Id) ?? [];
        foreach (var id in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            if (!was.TryGetValue(id, out var old)) yield return "New: " + RuleWords.Sentence(after!, now[id]) + ".";
            else if (!now.TryGetValue(id, out var rule)) yield return "Gone: " + RuleWords.Sentence(before!, old) + ".";
            else if (Changes(old, rule) is { Count: > 0 } changes) yield return $"{RuleWords.Sentence(after!, rule)}: {string.Join("; ", changes)}.";
        }
    }

    private static List<string> Changes(Rule before, Rule after)
    {
        var changes = new List<string>();
        Compare(changes, "who", RuleWords.Who(before), RuleWords.Who(after));
        Compare(changes, "how", RuleWords.How(before), RuleWords.How(after));
        var (was, now) = (RuleWords.Bounds(before).ToDictionary(b => b.Name, b => b.Text), RuleWords.Bounds(after).ToDictionary(b => b.Name, b => b.Text));
        foreach (var name in was.Keys.Union(now.Keys)) Compare(changes, name, was.GetValueOrDefault(name, "not bounded"), now.GetValueOrDefault(name, "not bounded"));
        return changes;
    }

    private static void Compare(List<string> changes, string name, string before, string after)
    {
        if (before != after) changes.Add($"{name} now {after}, was {before}");
    }
}
