namespace Hitl.Governance.Coverage.Calendars;

/// <summary>A stretch of time in which somebody is away.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="Until">Last moment, exclusive, UTC.</param>
public sealed record AwayStretch(DateTimeOffset From, DateTimeOffset Until);
