namespace Hitl.Postgres.Retention;

/// <summary>Rows that must not expire while it stands.</summary>
/// <param name="Id">Names the hold.</param>
/// <param name="Scope"><c>all</c>, <c>customer</c>, <c>actor</c> or <c>request</c>.</param>
/// <param name="Value">Which one; <c>*</c> for all.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who set it: <c>person:hana</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record LegalHold(Guid Id, string Scope, string Value, string Reason, string By, DateTimeOffset At);
