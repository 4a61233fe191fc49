namespace Hitl.Escalations.Execution;

/// <summary>What a target said of its state.</summary>
/// <param name="Value">The state as text, at most 500 characters; null when it could not be read.</param>
/// <param name="Detail">Why not, for people, secrets masked; empty when it was read.</param>
public sealed record StateAnswer(string? Value, string Detail);
