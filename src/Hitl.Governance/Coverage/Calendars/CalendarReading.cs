namespace Hitl.Governance.Coverage.Calendars;

/// <summary>What a calendar says of being away: exactly one is set.</summary>
/// <param name="Away">When the person is away, in the order of time and without overlap; empty for never.</param>
/// <param name="Problem">Why it says nothing, as a clause.</param>
public sealed record CalendarReading(IReadOnlyList<AwayStretch>? Away, string? Problem);
