namespace Hitl.Governance.Coverage;

/// <summary>Who would be asked for every entry of a catalog over a span of time, and what is wrong with it.</summary>
/// <param name="From">Begin, UTC.</param>
/// <param name="Until">End, UTC, exclusive.</param>
/// <param name="Lines">Every stage over every stretch; between two changes of who is away every hour is the same.</param>
/// <param name="Gaps">What to repair; empty when coverage is proven.</param>
public sealed record CoverageReport(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<CoverageLine> Lines, IReadOnlyList<CoverageGap> Gaps);
