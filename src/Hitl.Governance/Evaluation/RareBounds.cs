using System.Collections.Frozen;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Governance.Evaluation;

/// <summary>The bounds that few rules have, apart from the rule so that the others stay small.</summary>
internal sealed class RareBounds
{
    private readonly Rule _rule;
    private readonly AllowedValues _versions;
    private readonly (string Name, FrozenSet<string> Values)[] _where;
    private readonly (string Name, FrozenSet<string> Values)[] _except;

    private RareBounds(Rule rule) => (_rule, _versions, _where, _except) = (rule, new(rule.AgentVersions), Sets(rule.Where), Sets(rule.Except));

    /// <summary>Null for a rule that has none.</summary>
    public static RareBounds? Of(Rule rule) =>
        rule.AgentVersions.Count + rule.Hours.Count + rule.Evidence.Count + rule.Consents.Count + rule.Where.Count + rule.Except.Count > 0 ? new(rule) : null;

    public bool Hold(ActionRequest request) =>
        _versions.Hold(request.Agent.Version)
        && (_rule.Hours.Count == 0 || RuleMatcher.IsWithin(_rule.Hours, request.ReceivedAt))
        && (_rule.Evidence.Count == 0 || RuleMatcher.BringsAll(_rule.Evidence, request.Evidence))
        && (_rule.Consents.Count == 0 || RuleMatcher.StatesAll(_rule.Consents, request.Consents))
        && HoldWhere(request.Parameters)
        && HoldExcept(request.Parameters);

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
