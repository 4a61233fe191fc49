using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>A rule made ready to be held against many requests: its usual bounds fit into one line of the processor's cache, and rules that are tried after one another lie side by side; nothing is allocated while matching.</summary>
internal readonly struct CompiledRule(Rule rule, EvaluationOutcome outcome)
{
    private readonly string? _currency = Only(rule.Amounts.Keys);
    private readonly long _minimum = rule.Amounts.Values.Select(range => range.Minimum).FirstOrDefault();
    private readonly long _maximum = rule.Amounts.Values.Select(range => range.Maximum).FirstOrDefault();
    private readonly string? _segment = Only(rule.Segments);
    private readonly string? _channel = Only(rule.Channels);
    private readonly FurtherBounds? _further = FurtherBounds.Of(rule);

    public Rule Rule { get; } = rule;

    /// <summary>What follows where the rule decides.</summary>
    public EvaluationOutcome Outcome { get; } = outcome;

    /// <summary>Whether every bound holds, the actor's aside: the action only tries rules that are about the request's actor.</summary>
    public bool Matches(ActionRequest request) =>
        (_currency is null || (request.Amount is { } amount && _currency == amount.Currency && _minimum <= amount.Minor && amount.Minor <= _maximum))
        && (_segment is null || _segment == request.Customer.Segment)
        && (_channel is null || _channel == request.Channel)
        && (_further is null || _further.Hold(request));

    // Interned: the same word in ten thousand rules is one object, and mostly the one just looked at.
    private static string? Only(IEnumerable<string> values) => values.ToList() is [var only] ? string.Intern(only) : null;
}
