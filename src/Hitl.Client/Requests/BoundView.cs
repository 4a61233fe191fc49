namespace Hitl.Client.Requests;

/// <summary>One bound of one rule.</summary>
/// <param name="Bound">Which bound, such as <c>amount</c>.</param>
/// <param name="Value">The request's value.</param>
/// <param name="Allowed">What the rule admits.</param>
/// <param name="Held">Whether it held.</param>
public sealed record BoundView(string Bound, string Value, string Allowed, bool Held);
