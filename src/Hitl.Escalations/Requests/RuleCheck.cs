namespace Hitl.Escalations.Requests;

/// <summary>One rule held against the request, bound by bound.</summary>
/// <param name="Rule">The rule's id in the catalog.</param>
/// <param name="Effect">What it would do: <c>allow</c>, <c>ask</c> or <c>deny</c>.</param>
/// <param name="Matched">Whether every bound held.</param>
/// <param name="Bounds">Every bound, held or not.</param>
public sealed record RuleCheck(string Rule, string Effect, bool Matched, IReadOnlyList<BoundCheck> Bounds);
