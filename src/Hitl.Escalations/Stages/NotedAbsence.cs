using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>An absence that somebody noted while the catalog stood as it was: a person for themselves, or Slack for who left.</summary>
/// <param name="Id">Names the note.</param>
/// <param name="Absence">Who is away, and when.</param>
/// <param name="Cover">Whom the person named to cover; counts only in roles whose catalog entry admits them. Null for none.</param>
/// <param name="Source"><c>command</c>, <c>slack</c>, <c>schedule</c> or <c>calendar</c>.</param>
public sealed record NotedAbsence(Guid Id, Absence Absence, PersonId? Cover, string Source);
