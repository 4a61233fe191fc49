using System.Collections.Frozen;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Governance.Evaluation;

/// <summary>The bounds that few rules have and those that name several values, apart from the rule so that the others stay small.</summary>
/// <remarks>What a rule does not bound is null here, so that nothing of the rule's own is read: it lies elsewhere in memory, and with ten thousand rules far away.</remarks>
internal sealed class FurtherBounds
{
    private readonly IReadOnlyDictionary<string, AmountRange>? _amounts;
    private readonly FrozenSet<string>? _segments;
    private readonly FrozenSet<string>? _channels;
    private readonly FrozenSet<string>? _versions;
    private readonly IReadOnlyList<TimeWindow>? _hours;
    private readonly IReadOnlyList<string>? _evidence;
    private readonly IReadOnlyList<string>? _consents;
    private readonly (string Name, FrozenSet<string> Values)[]? _where;
    private readonly (string Name, FrozenSet<string> Values)[]? _except;

    private FurtherBounds(Rule rule)
    {
        _amounts = rule.Amounts.Count > 1 ? rule.Amounts : null;
        (_segments, _channels, _versions) = (SetOf(rule.Segments, 2), SetOf(rule.Channels, 2), SetOf(rule.AgentVersions, 1));
        (_hours, _evidence, _consents) = (AnyOf(rule.Hours), AnyOf(rule.Evidence), AnyOf(rule.Consents));
        (_where, _except) = (SetsOf(rule.Where), SetsOf(rule.Except));
    }

    /// <summary>Of each of these rules, null for one that has none. Rules that only have the exclusions of their action share them.</summary>
    public static FurtherBounds?[] Of(IReadOnlyList<Rule> rules)
    {
        var exclusions = new Dictionary<object, FurtherBounds>(ReferenceEqualityComparer.Instance);
        return [.. rules.Select(rule =>
        {
            if (HasMoreThanExclusions(rule)) return new(rule);
            if (rule.Except.Count == 0) return null;
            if (!exclusions.TryGetValue(rule.Except, out var shared)) exclusions.Add(rule.Except, shared = new(rule));
            return shared;
        })];
    }

    public bool Hold(ActionRequest request) =>
        (_amounts is null || (request.Amount is { } amount && _amounts.TryGetValue(amount.Currency, out var range) && range.Contains(amount.Minor)))
        && IsIn(_segments, request.Customer.Segment)
        && IsIn(_channels, request.Channel)
        && IsIn(_versions, request.Agent.Version)
        && (_hours is null || RuleMatcher.IsWithin(_hours, request.ReceivedAt))
        && (_evidence is null || RuleMatcher.BringsAll(_evidence, request.Evidence))
        && (_consents is null || RuleMatcher.StatesAll(_consents, request.Consents))
        && (_where is null || HoldWhere(_where, request.Parameters))
        && (_except is null || HoldExcept(_except, request.Parameters));

    private static bool HasMoreThanExclusions(Rule rule) =>
        rule.Amounts.Count > 1 || rule.Segments.Count > 1 || rule.Channels.Count > 1
        || rule.AgentVersions.Count + rule.Hours.Count + rule.Evidence.Count + rule.Consents.Count + rule.Where.Count > 0;

    private static FrozenSet<string>? SetOf(IReadOnlyList<string> values, int least) => values.Count < least ? null : values.ToFrozenSet(StringComparer.Ordinal);

    private static IReadOnlyList<T>? AnyOf<T>(IReadOnlyList<T> values) => values.Count == 0 ? null : values;

    private static bool IsIn(FrozenSet<string>? values, string? value) => values is null || (value is not null && values.Contains(value));

    private static (string Name, FrozenSet<string> Values)[]? SetsOf(IReadOnlyDictionary<string, IReadOnlyList<string>> lists) => lists.Count == 0
        ? null
        : [.. lists.Select(pair => (pair.Key, pair.Value is ReferencedValues named ? named.Set : pair.Value.ToFrozenSet(StringComparer.Ordinal)))];

    private static bool HoldWhere((string Name, FrozenSet<string> Values)[] where, ActionParameters parameters)
    {
        foreach (var (name, values) in where)
        {
            if (!parameters.Texts(name).Any(values.Contains)) return false;
        }

        return true;
    }

    private static bool HoldExcept((string Name, FrozenSet<string> Values)[] except, ActionParameters parameters)
    {
        foreach (var (name, values) in except)
        {
            if (parameters.Texts(name).Any(values.Contains)) return false;
        }

        return true;
    }
}
