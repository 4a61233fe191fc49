namespace Hitl.Client.Coverage;

/// <summary>Who would be asked for every entry of the active catalog over the coming days, and what is wrong with it.</summary>
/// <param name="From">Begin, UTC.</param>
/// <param name="Until">End, UTC, exclusive.</param>
/// <param name="Lines">Every stage over every stretch.</param>
/// <param name="Gaps">What to repair; empty when coverage is proven.</param>
public sealed record CoverageView(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<CoverageLineView> Lines, IReadOnlyList<CoverageGapView> Gaps);
