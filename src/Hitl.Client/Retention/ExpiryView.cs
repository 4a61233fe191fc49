namespace Hitl.Client.Retention;

/// <summary>What came of the expiry of one class and month.</summary>
/// <param name="Class">The class.</param>
/// <param name="Month">The first day of the month, UTC.</param>
/// <param name="Rows">How many rows went; 0 when none did.</param>
/// <param name="Refusal">Why they stay, beginning with a stable code; null when they went.</param>
public sealed record ExpiryView(string Class, DateOnly Month, long Rows, string? Refusal);
