using Hitl.Escalations.Ids;

namespace Hitl.Governance.Coverage;

/// <summary>Whom one stage would ask over one stretch of time in which nothing changes.</summary>
/// <param name="Action">The action.</param>
/// <param name="Path">Its path.</param>
/// <param name="Stage">The stage's place, from 1.</param>
/// <param name="Role">Whose members are asked.</param>
/// <param name="Actors">For requests of which actors.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="Until">Until when, UTC, exclusive.</param>
/// <param name="People">Who would be asked at once.</param>
public sealed record CoverageLine(
    ActionName Action, string Path, int Stage, RoleId Role, IReadOnlyList<ActorId> Actors, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<PersonId> People);
