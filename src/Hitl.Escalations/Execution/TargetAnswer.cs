namespace Hitl.Escalations.Execution;

/// <summary>A connector's reading of one send.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Reference">The target's own reference, when done.</param>
/// <param name="Detail">For people: code and text, at most 500 characters, secrets masked.</param>
public sealed record TargetAnswer(TargetVerdict Verdict, string? Reference, string Detail);
