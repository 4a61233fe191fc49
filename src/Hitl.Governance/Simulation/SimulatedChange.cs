using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Governance.Simulation;

/// <summary>Requests that one version decides in one way and the other in another.</summary>
/// <param name="Action">The action.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="RuleBefore">The rule that decided; null for a gap or a request refused before any rule.</param>
/// <param name="Before">The answer of the version before.</param>
/// <param name="RuleAfter">The rule that would decide.</param>
/// <param name="After">The answer of the version proposed.</param>
public sealed record SimulatedChange(ActionName Action, ActorId Actor, string? RuleBefore, EvaluationOutcome Before, string? RuleAfter, EvaluationOutcome After)
{
    /// <summary>How many.</summary>
    public int Count { get; internal set; }

    /// <summary>Their amounts in minor units, by currency.</summary>
    public IReadOnlyDictionary<string, long> Amounts => Sums;

    /// <summary>Up to three of them; empty for generated requests.</summary>
    public IReadOnlyList<RequestId> Examples => Shown;

    /// <summary>Whether the actor may do more than before.</summary>
    public bool IsGain => After < Before;

    internal Dictionary<string, long> Sums { get; } = [];

    internal List<RequestId> Shown { get; } = [];
}
