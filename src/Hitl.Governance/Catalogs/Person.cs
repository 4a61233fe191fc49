using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>A person the catalog names.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">As shown on cards.</param>
/// <param name="SlackUser">Slack user id, such as <c>U0ADA</c>; null for somebody who decides in the console only.</param>
/// <param name="SameAs">Other ids of the same human; none of them counts twice or decides for another.</param>
/// <param name="Duties">What the person may do beside approving: <c>ops</c>, <c>audit</c>, <c>governance</c>.</param>
public sealed record Person(PersonId Id, string Name, string? SlackUser, IReadOnlyList<PersonId> SameAs, IReadOnlyList<string> Duties);
