namespace Hitl.Client.Requests;

/// <summary>What was sent to a target and what became of it.</summary>
/// <param name="Step">The step.</param>
/// <param name="IsCompensation">True for the undoing of the step.</param>
/// <param name="Status"><c>intended</c>, <c>done</c>, <c>refused</c>, <c>not_done</c> or <c>unknown</c>.</param>
/// <param name="Attempts">Sends so far.</param>
/// <param name="FirstSentAt">When the first send was intended, UTC.</param>
/// <param name="Reference">The target's own reference once done.</param>
/// <param name="Detail">What the target said; for people only.</param>
public sealed record EffectView(
    string Step, bool IsCompensation, string Status, int Attempts, DateTimeOffset FirstSentAt, string? Reference, string? Detail);
