namespace Hitl.Client.Coverage;

/// <summary>One thing to repair before a request meets it.</summary>
/// <param name="Kind"><c>Path</c>, <c>Nobody</c>, <c>RequesterOnly</c>, <c>Quorum</c>, <c>Undetermined</c>, <c>Unreachable</c>, <c>ConsoleOnly</c> or <c>Unknown</c>; the last two need no repair at once.</param>
/// <param name="Role">Whose members are asked.</param>
/// <param name="Actors">For requests of which actors; empty for any.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="Until">Until when, UTC, exclusive.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record CoverageGapView(string Kind, string Role, IReadOnlyList<string> Actors, DateTimeOffset From, DateTimeOffset Until, string Sentence);
