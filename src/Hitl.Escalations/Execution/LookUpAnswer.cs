namespace Hitl.Escalations.Execution;

/// <summary>A connector's reading of one look-up.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Reference">The target's own reference, when found.</param>
/// <param name="Detail">For people, at most 500 characters, secrets masked.</param>
public sealed record LookUpAnswer(LookUpVerdict Verdict, string? Reference, string Detail);
