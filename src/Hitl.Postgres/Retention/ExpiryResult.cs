namespace Hitl.Postgres.Retention;

/// <summary>What came of one class and month.</summary>
/// <param name="Class">The class.</param>
/// <param name="Month">The first day of the month, UTC.</param>
/// <param name="Rows">How many rows went; 0 when none did yet.</param>
/// <param name="Refusal">Why they stay, for the moment or for good; null when they went.</param>
public sealed record ExpiryResult(string Class, DateOnly Month, long Rows, string? Refusal);
