using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>Holds one rule against a request, bound by bound; only bounds the rule states are listed.</summary>
internal static class RuleMatcher
{
    public static RuleCheck Check(Rule rule, ActionDefinition action, ActionRequest request)
    {
        var bounds = new List<BoundCheck>();
        AddList(bounds, "actor", request.Actor.Value, [.. rule.Actors.Select(a => a.Value)]);
        AddList(bounds, "agent version", request.Agent.Version, rule.AgentVersions);
        if (rule.Amounts.Count > 0) bounds.Add(Amount(rule, request.Amount));
        AddList(bounds, "segment", request.Customer.Segment, rule.Segments);
        AddList(bounds, "channel", request.Channel, rule.Channels);
        foreach (var (name, values) in rule.Where.OrderBy(pair => pair.Key, StringComparer.Ordinal)) bounds.Add(Where(name, values, request.Parameters));
        foreach (var (name, values) in rule.Except.OrderBy(pair => pair.Key, StringComparer.Ordinal)) bounds.Add(Except(name, values, request.Parameters));
        return new(rule.Id, rule.Effect, bounds.TrueForAll(b => b.Held), bounds);
    }

    /// <summary>The values of a parameter as texts: none, one, or each of a list.</summary>
    public static IReadOnlyList<string> Values(ActionParameters parameters, string name) => parameters.ToJson()[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(Text)],
        var other => [Text(other)],
    };

    /// <summary>A range as people read it.</summary>
    public static string Range(string currency, AmountRange range) =>
        range.Minimum <= 0 ? $"up to {Iso4217.Format(range.Maximum, currency)}" : $"{Iso4217.Format(range.Minimum, currency)} to {Iso4217.Format(range.Maximum, currency)}";

    private static string Text(JsonNode? node) => ActionParameters.From(new() { ["v"] = node?.DeepClone() }).Text("v") ?? "null";

    private static void AddList(List<BoundCheck> bounds, string bound, string? value, IReadOnlyList<string> allowed)
    {
        if (allowed.Count > 0) bounds.Add(new(bound, value ?? "none", string.Join(" or ", allowed), value is not null && allowed.Contains(value, StringComparer.Ordinal)));
    }

    private static BoundCheck Amount(Rule rule, Money? amount)
    {
        var allowed = string.Join(" or ", rule.Amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Range(pair.Key, pair.Value)));
        return new("amount", amount?.ToString() ?? "none", allowed, amount is not null && rule.Amounts.TryGetValue(amount.Currency, out var range) && range.Contains(amount.Minor));
    }

    private static BoundCheck Where(string name, IReadOnlyList<string> values, ActionParameters parameters)
    {
        var given = Values(parameters, name);
        return new(name, Shown(given), string.Join(" or ", values), given.Any(v => values.Contains(v, StringComparer.Ordinal)));
    }

    private static BoundCheck Except(string name, IReadOnlyList<string> values, ActionParameters parameters)
    {
        var given = Values(parameters, name);
        return new(name, Shown(given), "not " + string.Join(" or ", values), !given.Any(v => values.Contains(v, StringComparer.Ordinal)));
    }

    private static string Shown(IReadOnlyList<string> given) => given.Count == 0 ? "none" : string.Join(", ", given);
}
