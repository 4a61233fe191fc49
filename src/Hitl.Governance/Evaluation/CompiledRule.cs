using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>A rule made ready to be held against many requests: what is usual lies in the rule itself, and rules that are tried after one another lie side by side, so that ten thousand stay near the processor; nothing is allocated while matching.</summary>
internal readonly struct CompiledRule(Rule rule, EvaluationOutcome outcome)
{
    private readonly string? _currency = rule.Amounts.Count == 1 ? string.Intern(rule.Amounts.First().Key) : null;
    private readonly long _minimum = rule.Amounts.Count == 1 ? rule.Amounts.First().Value.Minimum : 0;
    private readonly long _maximum = rule.Amounts.Count == 1 ? rule.Amounts.First().Value.Maximum : 0;
    private readonly bool _hasAmounts = rule.Amounts.Count > 0;
    private readonly AllowedValues _segments = new(rule.Segments);
    private readonly AllowedValues _channels = new(rule.Channels);
    private readonly RareBounds? _rare = RareBounds.Of(rule);

    public Rule Rule { get; } = rule;

    /// <summary>What follows where the rule decides.</summary>
    public EvaluationOutcome Outcome { get; } = outcome;

    /// <summary>Whether every bound holds, the actor's aside: the action only hands out rules that are about the request's actor.</summary>
    public bool Matches(ActionRequest request) =>
        HoldsAmount(request.Amount)
        && _segments.Hold(request.Customer.Segment)
        && _channels.Hold(request.Channel)
        && (_rare is null || _rare.Hold(request));

    private bool HoldsAmount(Money? amount)
    {
        if (!_hasAmounts) return true;
        if (amount is null) return false;
        if (_currency is not null) return _currency == amount.Currency && _minimum <= amount.Minor && amount.Minor <= _maximum;
        return Rule.Amounts.TryGetValue(amount.Currency, out var range) && range.Contains(amount.Minor);
    }
}
