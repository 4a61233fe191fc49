using Hitl.Escalations.Ids;

namespace Hitl.Governance.Reviews;

/// <summary>How a rule was used by one actor in one currency.</summary>
/// <param name="Action">The action.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Actor">Who used it.</param>
/// <param name="Currency">ISO 4217 code; null for requests without an amount.</param>
/// <param name="Count">How often it decided.</param>
/// <param name="Largest">The largest amount in minor units; 0 without one.</param>
public sealed record RuleUse(ActionName Action, string Rule, ActorId Actor, string? Currency, long Count, long Largest);
