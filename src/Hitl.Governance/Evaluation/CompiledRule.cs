using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Evaluation;

/// <summary>A rule made ready to be held against many requests: its usual bounds as numbers, two rules to a line of the processor's cache; nothing is allocated while matching.</summary>
/// <param name="rule">The rule.</param>
/// <param name="place">Where its action keeps what is too large to be here.</param>
/// <param name="hasFurther">Whether that has bounds which <see cref="Covers"/> does not look at.</param>
/// <param name="outcome">What follows where it decides.</param>
/// <param name="words">Of its catalog.</param>
internal readonly struct CompiledRule(Rule rule, int place, bool hasFurther, EvaluationOutcome outcome, Vocabulary words)
{
    private readonly long _minimum = rule.Amounts.Values.Select(range => range.Minimum).FirstOrDefault();
    private readonly long _maximum = rule.Amounts.Values.Select(range => range.Maximum).FirstOrDefault();
    private readonly int _segment = words.NumberOfOnly(rule.Segments);
    private readonly int _channel = words.NumberOfOnly(rule.Channels);
    private readonly short _currency = checked((short)words.NumberOfOnly(rule.Amounts.Keys));
    private readonly byte _outcome = (byte)outcome;

    /// <summary>Whether there are bounds that <see cref="Covers"/> does not look at.</summary>
    public bool HasFurther { get; } = hasFurther;

    /// <summary>Where its action keeps what is too large to be here.</summary>
    public int Place { get; } = place;

    /// <summary>What follows where it decides.</summary>
    public EvaluationOutcome Outcome => (EvaluationOutcome)_outcome;

    /// <summary>Whether the usual bounds hold, the actor's aside: the action only tries rules that are about the request's actor.</summary>
    public bool Covers(in NumberedRequest request) =>
        (_segment == Vocabulary.Any || _segment == request.Segment)
        && (_channel == Vocabulary.Any || _channel == request.Channel)
        && (_currency == Vocabulary.Any || (_currency == request.Currency && _minimum <= request.Minor && request.Minor <= _maximum));
}
