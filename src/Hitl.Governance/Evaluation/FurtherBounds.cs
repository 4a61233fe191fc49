using System.Collections.Frozen;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Governance.Evaluation;

/// <summary>The bounds that few rules have and those that name several values, apart from the rule so that the others stay small.</summary>
internal sealed class FurtherBounds
{
    private readonly Rule _rule;
    private readonly FrozenSet<string>? _segments;
    private readonly FrozenSet<string>? _channels;
    private readonly FrozenSet<string>? _versions;
    private readonly (string Name, FrozenSet<string> Values)[] _where;
    private readonly (string Name, FrozenSet<string> Values)[] _except;

    private FurtherBounds(Rule rule) =>
        (_rule, _segments, _channels, _versions, _where, _except) = (rule, Set(rule.Segments), Set(rule.Channels), Set(rule.AgentVersions), Sets(rule.Where), Sets(rule.Except));

    /// <summary>Null for a rule that has none.</summary>
    public static FurtherBounds? Of(Rule rule)
    {
        var isWide = rule.Amounts.Count > 1 || rule.Segments.Count > 1 || rule.Channels.Count > 1;
        return isWide || rule.AgentVersions.Count + rule.Hours.Count + rule.Evidence.Count + rule.Consents.Count + rule.Where.Count + rule.Except.Count > 0 ? new(rule) : null;
    }

    public bool Hold(ActionRequest request) =>
        (_rule.Amounts.Count == 0 || (request.Amount is { } amount && _rule.Amounts.TryGetValue(amount.Currency, out var range) && range.Contains(amount.Minor)))
        && IsIn(_segments, request.Customer.Segment)
        && IsIn(_channels, request.Channel)
        && IsIn(_versions, request.Agent.Version)
        && (_rule.Hours.Count == 0 || RuleMatcher.IsWithin(_rule.Hours, request.ReceivedAt))
        && (_rule.Evidence.Count == 0 || RuleMatcher.BringsAll(_rule.Evidence, request.Evidence))
        && (_rule.Consents.Count == 0 || RuleMatcher.StatesAll(_rule.Consents, request.Consents))
        && HoldWhere(request.Parameters)
        && HoldExcept(request.Parameters);

    // None named: any will do.
    private static FrozenSet<string>? Set(IReadOnlyList<string> values) => values.Count == 0 ? null : values.ToFrozenSet(StringComparer.Ordinal);

    private static bool IsIn(FrozenSet<string>? values, string? value) => values is null || (value is not null && values.Contains(value));

    private static (string Name, FrozenSet<string> Values)[] Sets(IReadOnlyDictionary<string, IReadOnlyList<string>> lists) =>
        [.. lists.Select(pair => (pair.Key, pair.Value is ReferencedValues named ? named.Set : pair.Value.ToFrozenSet(StringComparer.Ordinal)))];

    private bool HoldWhere(ActionParameters parameters)
    {
        foreach (var (name, values) in _where)
        {
            if (!parameters.Texts(name).Any(values.Contains)) return false;
        }

        return true;
    }

    private bool HoldExcept(ActionParameters parameters)
    {
        foreach (var (name, values) in _except)
        {
            if (parameters.Texts(name).Any(values.Contains)) return false;
        }

        return true;
    }
}
