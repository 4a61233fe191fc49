using System.Collections.Frozen;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Governance.Evaluation;

/// <summary>A rule made ready to be held against many requests: sets instead of lists, nothing allocated while matching.</summary>
internal sealed class CompiledRule(Rule rule)
{
    private readonly FrozenSet<string>? _actors = SetOf([.. rule.Actors.Select(actor => actor.Value)]);
    private readonly FrozenSet<string>? _versions = SetOf(rule.AgentVersions);
    private readonly FrozenSet<string>? _segments = SetOf(rule.Segments);
    private readonly FrozenSet<string>? _channels = SetOf(rule.Channels);
    private readonly (string Currency, AmountRange Range)[] _amounts = [.. rule.Amounts.Select(pair => (pair.Key, pair.Value))];
    private readonly (string Name, FrozenSet<string> Values)[] _where = Sets(rule.Where);
    private readonly (string Name, FrozenSet<string> Values)[] _except = Sets(rule.Except);

    public Rule Rule { get; } = rule;

    /// <summary>Whether every bound holds.</summary>
    public bool Matches(ActionRequest request) =>
        Holds(_actors, request.Actor.Value)
        && Holds(_versions, request.Agent.Version)
        && HoldsAmount(request.Amount)
        && Holds(_segments, request.Customer.Segment)
        && Holds(_channels, request.Channel)
        && (Rule.Hours.Count == 0 || RuleMatcher.IsWithin(Rule.Hours, request.ReceivedAt))
        && (Rule.Evidence.Count == 0 || RuleMatcher.BringsAll(Rule.Evidence, request.Evidence))
        && (Rule.Consents.Count == 0 || RuleMatcher.StatesAll(Rule.Consents, request.Consents))
        && HoldsWhere(request.Parameters)
        && HoldsExcept(request.Parameters);

    private static bool Holds(FrozenSet<string>? allowed, string? value) => allowed is null || (value is not null && allowed.Contains(value));

    private static FrozenSet<string>? SetOf(IReadOnlyList<string> values) => values.Count == 0 ? null : values.ToFrozenSet(StringComparer.Ordinal);

    private static (string Name, FrozenSet<string> Values)[] Sets(IReadOnlyDictionary<string, IReadOnlyList<string>> lists) =>
        [.. lists.Select(pair => (pair.Key, pair.Value is ReferencedValues named ? named.Set : pair.Value.ToFrozenSet(StringComparer.Ordinal)))];

    private bool HoldsAmount(Money? amount)
    {
        if (_amounts.Length == 0) return true;
        if (amount is null) return false;
        foreach (var (currency, range) in _amounts)
        {
            if (currency == amount.Currency) return range.Contains(amount.Minor);
        }

        return false;
    }

    private bool HoldsWhere(ActionParameters parameters)
    {
        foreach (var (name, values) in _where)
        {
            if (!parameters.Texts(name).Any(values.Contains)) return false;
        }

        return true;
    }

    private bool HoldsExcept(ActionParameters parameters)
    {
        foreach (var (name, values) in _except)
        {
            if (parameters.Texts(name).Any(values.Contains)) return false;
        }

        return true;
    }
}
