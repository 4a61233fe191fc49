using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Governance.Evaluation;

/// <summary>Holds one rule against a request, bound by bound; only bounds the rule states are listed.</summary>
internal static class RuleMatcher
{
    public static RuleCheck Check(Rule rule, ActionRequest request)
    {
        var bounds = new List<BoundCheck>();
        AddList(bounds, "actor", request.Actor.Value, [.. rule.Actors.Select(a => a.Value)]);
        AddList(bounds, "agent version", request.Agent.Version, rule.AgentVersions);
        if (rule.Amounts.Count > 0) bounds.Add(Amount(rule, request.Amount));
        AddList(bounds, "segment", request.Customer.Segment, rule.Segments);
        AddList(bounds, "channel", request.Channel, rule.Channels);
        if (rule.Hours.Count > 0) bounds.Add(new("hours", Moment(rule.Hours, request.ReceivedAt), string.Join(" or ", rule.Hours), IsWithin(rule.Hours, request.ReceivedAt)));
        if (rule.Evidence.Count > 0) bounds.Add(new("evidence", Kinds(request.Evidence), string.Join(" and ", rule.Evidence), BringsAll(rule.Evidence, request.Evidence)));
        if (rule.Consents.Count > 0)
            bounds.Add(new("consent", request.Consents.Count == 0 ? "none" : string.Join(", ", request.Consents), string.Join(" and ", rule.Consents), StatesAll(rule.Consents, request.Consents)));
        foreach (var (name, values) in rule.Where.OrderBy(pair => pair.Key, StringComparer.Ordinal)) bounds.Add(Where(name, values, request.Parameters));
        foreach (var (name, values) in rule.Except.OrderBy(pair => pair.Key, StringComparer.Ordinal)) bounds.Add(Except(name, values, request.Parameters));
        return new(rule.Id, rule.Effect, bounds.TrueForAll(b => b.Held), bounds);
    }

    public static bool IsWithin(IReadOnlyList<TimeWindow> hours, DateTimeOffset moment)
    {
        foreach (var window in hours)
        {
            if (window.Contains(moment)) return true;
        }

        return false;
    }

    public static bool BringsAll(IReadOnlyList<string> kinds, IReadOnlyList<string> evidence) => kinds.All(kind => evidence.Any(piece => IsOfKind(piece, kind)));

    public static bool StatesAll(IReadOnlyList<string> wanted, IReadOnlyList<string> stated) => wanted.All(consent => stated.Contains(consent, StringComparer.Ordinal));

    /// <summary>A range as people read it.</summary>
    public static string Range(string currency, AmountRange range) =>
        range.Minimum <= 0 ? $"up to {Iso4217.Format(range.Maximum, currency)}" : $"{Iso4217.Format(range.Minimum, currency)} to {Iso4217.Format(range.Maximum, currency)}";

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
        var given = parameters.Texts(name);
        return new(name, Shown(given), Shown(values, " or "), given.Any(v => Has(values, v)));
    }

    private static BoundCheck Except(string name, IReadOnlyList<string> values, ActionParameters parameters)
    {
        var given = parameters.Texts(name);
        return new(name, Shown(given), (values is ReferencedValues ? "not on " : "not ") + Shown(values, " or "), !given.Any(v => Has(values, v)));
    }

    private static bool Has(IReadOnlyList<string> values, string value) => values is ReferencedValues named ? named.Set.Contains(value) : values.Contains(value, StringComparer.Ordinal);

    private static string Shown(IReadOnlyList<string> values, string between) => values is ReferencedValues named ? named.ToString() : string.Join(between, values);

    // The moment on each clock that the rule reads, so that value and bound can be compared by eye.
    private static string Moment(IReadOnlyList<TimeWindow> hours, DateTimeOffset moment) =>
        string.Join(", ", hours.DistinctBy(window => window.Zone, StringComparer.Ordinal).Select(window => window.OnTheClock(moment)));

    private static bool IsOfKind(string piece, string kind) => piece.Length > kind.Length + 1 && piece[kind.Length] == ':' && piece.StartsWith(kind, StringComparison.Ordinal);

    // Only kinds: what a piece of evidence says is the agent's own text.
    private static string Kinds(IReadOnlyList<string> evidence)
    {
        var kinds = evidence.Where(piece => piece.IndexOf(':', StringComparison.Ordinal) > 0).Select(piece => piece[..piece.IndexOf(':', StringComparison.Ordinal)]).Distinct().ToList();
        return kinds.Count == 0 ? "none" : string.Join(", ", kinds);
    }

    private static string Shown(IReadOnlyList<string> given) => given.Count == 0 ? "none" : string.Join(", ", given);
}
