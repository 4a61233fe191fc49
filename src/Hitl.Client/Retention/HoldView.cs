namespace Hitl.Client.Retention;

/// <summary>A legal hold: rows that must not expire while it stands.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Scope"><c>all</c>, <c>customer</c>, <c>actor</c> or <c>request</c>.</param>
/// <param name="Value">Which one; <c>*</c> for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When, UTC.</param>
public sealed record HoldView(Guid Id, string Scope, string Value, string Reason, string By, DateTimeOffset At);
