using Hitl.Escalations.Consent;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Requests;

/// <summary>The catalog's answer to one revision of a request.</summary>
public sealed record Evaluation
{
    /// <summary>The answer.</summary>
    public required EvaluationOutcome Outcome { get; init; }

    /// <summary>Why.</summary>
    public required Explanation Explanation { get; init; }

    /// <summary>Risk class as the catalog names it: <c>low</c>, <c>medium</c>, <c>high</c> or <c>red-line</c>.</summary>
    public required string Risk { get; init; }

    /// <summary>Reversibility class: <c>reversible</c>, <c>reversible-until</c> or <c>irreversible</c>.</summary>
    public required string Reversibility { get; init; }

    /// <summary>What people agree to and what runs; null when refused.</summary>
    public ConsentRecord? Consent { get; init; }

    /// <summary>The path of people to ask; null unless the outcome is <see cref="EvaluationOutcome.Ask"/>.</summary>
    public EscalationPath? Path => Consent?.Path;
}
