using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Reviews;

/// <summary>Compares what two rules are about, bound by bound. Says yes only where it is certain.</summary>
internal static class RuleCover
{
    /// <summary>Whether everything the other rule matches is matched by this one as well.</summary>
    public static bool Covers(Rule rule, Rule other) =>
        Holds(rule.Actors, other.Actors) && Holds(rule.AgentVersions, other.AgentVersions) && Holds(rule.Segments, other.Segments) && Holds(rule.Channels, other.Channels)
        && (rule.Amounts.Count == 0 || (other.Amounts.Count > 0 && other.Amounts.All(pair => rule.Amounts.TryGetValue(pair.Key, out var range) && range.Minimum <= pair.Value.Minimum && range.Maximum >= pair.Value.Maximum)))
        && (rule.Hours.Count == 0 || rule.Hours.Select(window => window.ToString()).SequenceEqual(other.Hours.Select(window => window.ToString()), StringComparer.Ordinal))
        && rule.Evidence.All(kind => other.Evidence.Contains(kind, StringComparer.Ordinal)) && rule.Consents.All(consent => other.Consents.Contains(consent, StringComparer.Ordinal))
        && rule.Where.All(pair => other.Where.TryGetValue(pair.Key, out var values) && values.All(value => pair.Value.Contains(value, StringComparer.Ordinal)))
        && rule.Except.All(pair => other.Except.TryGetValue(pair.Key, out var values) && pair.Value.All(value => values.Contains(value, StringComparer.Ordinal)));

    /// <summary>Whether some request could match both.</summary>
    public static bool Overlaps(Rule rule, Rule other) =>
        Meets(rule.Actors, other.Actors) && Meets(rule.AgentVersions, other.AgentVersions) && Meets(rule.Segments, other.Segments) && Meets(rule.Channels, other.Channels)
        && (rule.Amounts.Count == 0 || other.Amounts.Count == 0 || rule.Amounts.Any(pair => other.Amounts.TryGetValue(pair.Key, out var range) && range.Minimum <= pair.Value.Maximum && pair.Value.Minimum <= range.Maximum))
        && rule.Where.All(pair => !other.Where.TryGetValue(pair.Key, out var values) || Meets(pair.Value, values));

    private static bool Holds<T>(IReadOnlyList<T> bound, IReadOnlyList<T> other) => bound.Count == 0 || (other.Count > 0 && other.All(bound.Contains));

    private static bool Meets<T>(IReadOnlyList<T> bound, IReadOnlyList<T> other) => bound.Count == 0 || other.Count == 0 || bound.Any(other.Contains);
}
