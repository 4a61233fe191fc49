using Hitl.Escalations.Ids;

namespace Hitl.Governance.Coverage;

/// <summary>One thing to repair before a request meets it.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Action">The action.</param>
/// <param name="Path">Its path.</param>
/// <param name="Stage">The stage's place, from 1; 0 for a whole path.</param>
/// <param name="Role">Whose members are asked.</param>
/// <param name="Actors">For requests of which actors.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="Until">Until when, UTC, exclusive.</param>
/// <param name="Sentence">One sentence for people.</param>
public sealed record CoverageGap(
    CoverageGapKind Kind, ActionName Action, string Path, int Stage, RoleId Role, IReadOnlyList<ActorId> Actors, DateTimeOffset From, DateTimeOffset Until, string Sentence);
