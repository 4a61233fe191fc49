using Hitl.Escalations.Consent;
using Hitl.Escalations.Reservations;
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

    /// <summary>The moment that rules with hours were held against, UTC; null in records made before there were any.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>What else was known: limits and other requests.</summary>
    public EvaluationFacts Facts { get; init; } = EvaluationFacts.None;

    /// <summary>Set when the actor's version is unknown to the catalog.</summary>
    public CanaryFinding? Canary { get; init; }

    /// <summary>Set for an automatic approval of an action that is sampled.</summary>
    public SampleDraw? Sample { get; init; }

    /// <summary>Set when actor, version or action is in shadow; <see cref="Outcome"/> is then what it would have been, and <see cref="Consent"/> is null.</summary>
    public ShadowFinding? Shadow { get; init; }

    /// <summary>The path of people to ask; null unless the outcome is <see cref="EvaluationOutcome.Ask"/>.</summary>
    public EscalationPath? Path => Consent?.Path;
}
