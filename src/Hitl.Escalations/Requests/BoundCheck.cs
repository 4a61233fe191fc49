namespace Hitl.Escalations.Requests;

/// <summary>One bound of one rule, held against the request.</summary>
/// <param name="Bound">Which bound, such as <c>amount</c>.</param>
/// <param name="Value">The request's value, as text.</param>
/// <param name="Allowed">What the rule admits, as text, such as <c>up to 50.00 USD</c>.</param>
/// <param name="Held">Whether the bound held.</param>
public sealed record BoundCheck(string Bound, string Value, string Allowed, bool Held);
