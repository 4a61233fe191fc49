namespace Hitl.Client.Audit;

/// <summary>What a customer is told about a decision: what was decided, why, by which role, and how to contest it. No names, no limits, no internal notes.</summary>
/// <param name="Reference">The request's id, to be quoted.</param>
/// <param name="AskedAt">When it was asked for, UTC.</param>
/// <param name="What">What was asked for, in words.</param>
/// <param name="Outcome">What became of it, one sentence.</param>
/// <param name="Why">Why, one or two sentences.</param>
/// <param name="DecidedBy">Who decided, by role: one clause for each decision; empty when no person did.</param>
/// <param name="IsAutomatic">Whether it was decided without a person.</param>
/// <param name="HowToContest">How to have it looked at again.</param>
public sealed record CustomerExplanation(
    string Reference, DateTimeOffset AskedAt, string What, string Outcome, string Why, IReadOnlyList<string> DecidedBy, bool IsAutomatic, string HowToContest);
