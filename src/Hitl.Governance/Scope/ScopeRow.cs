namespace Hitl.Governance.Scope;

/// <summary>One line of the list of everything anybody may do.</summary>
/// <param name="Actor">Who; <c>(everyone)</c> for a rule that names nobody and for what no rule covers.</param>
/// <param name="Action">The action.</param>
/// <param name="Rule">The rule; <c>(no rule)</c> for what none covers.</param>
/// <param name="Effect"><c>alone</c>, <c>with people</c>, <c>never</c> or <c>refused</c>.</param>
/// <param name="Amounts">Ranges as people write them; empty for any.</param>
/// <param name="Bounds">Every other bound in words.</param>
/// <param name="People">Who is asked, such as <c>1 of refund-approver, then 1 of refund-lead</c>; empty when nobody is.</param>
/// <param name="Limits">Cumulative limits that count it, in words.</param>
/// <param name="Risk">Risk class.</param>
/// <param name="Reversibility">Reversibility class.</param>
public sealed record ScopeRow(
    string Actor, string Action, string Rule, string Effect, string Amounts, IReadOnlyList<string> Bounds, string People, IReadOnlyList<string> Limits, string Risk,
    string Reversibility);
