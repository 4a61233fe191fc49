using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;
using Hitl.Governance.Evaluation;

namespace Hitl.Governance.Versions;

/// <summary>A rule as people say it: who may do what, within which bounds.</summary>
internal static class RuleWords
{
    public static string Who(Rule rule) => rule.Actors.Count == 0 ? "everyone" : string.Join(", ", rule.Actors.Select(actor => actor.Value).Order(StringComparer.Ordinal));

    public static string How(Rule rule) => rule.Effect switch { "allow" => "alone", "deny" => "never", _ => $"when people of path {rule.Path} agree" };

    /// <summary>Every bound a rule states, by name.</summary>
    public static IReadOnlyList<(string Name, string Text)> Bounds(Rule rule)
    {
        var bounds = new List<(string, string)>();
        if (rule.Amounts.Count > 0) bounds.Add(("amount", string.Join(" or ", rule.Amounts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => RuleMatcher.Range(p.Key, p.Value)))));
        Add(bounds, "in", rule.Segments);
        Add(bounds, "through", rule.Channels);
        Add(bounds, "agent version", rule.AgentVersions);
        if (rule.Hours.Count > 0) bounds.Add(("hours", string.Join(" or ", rule.Hours)));
        Add(bounds, "with evidence", rule.Evidence);
        Add(bounds, "with consent", rule.Consents);
        foreach (var (name, values) in rule.Where.OrderBy(p => p.Key, StringComparer.Ordinal)) bounds.Add(($"{name} only", Values(values)));
        foreach (var (name, values) in rule.Except.OrderBy(p => p.Key, StringComparer.Ordinal)) bounds.Add(($"{name} except", Values(values)));
        return bounds;
    }

    public static string Sentence(ActionDefinition action, Rule rule)
    {
        var bounds = Bounds(rule).Select(bound => bound.Name == "amount" ? bound.Text : $"{bound.Name} {bound.Text}").ToList();
        return $"{Who(rule)} may {action.Name} {(bounds.Count == 0 ? "" : string.Join(", ", bounds) + " ")}{How(rule)} (rule {rule.Id})";
    }

    private static void Add(List<(string, string)> bounds, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0) bounds.Add((name, string.Join(", ", values.Order(StringComparer.Ordinal))));
    }

    private static string Values(IReadOnlyList<string> values) => values is ReferencedValues named ? named.ToString() : string.Join(", ", values.Order(StringComparer.Ordinal));
}
