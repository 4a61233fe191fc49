namespace Hitl.Client.Requests;

/// <summary>One rule held against the request.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Effect"><c>allow</c>, <c>ask</c> or <c>deny</c>.</param>
/// <param name="Matched">Whether every bound held.</param>
/// <param name="Bounds">Every bound, held or not.</param>
public sealed record RuleView(string Rule, string Effect, bool Matched, IReadOnlyList<BoundView> Bounds);
