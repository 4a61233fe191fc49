using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>An actor the catalog names.</summary>
/// <param name="Id">The actor.</param>
/// <param name="Kind"><c>ai-agent</c>, <c>integration</c>, <c>automation</c> or <c>human-agent</c>.</param>
/// <param name="Owner">Who answers for it; can never decide its requests.</param>
/// <param name="ActsFor">People it may act for.</param>
public sealed record Actor(ActorId Id, string Kind, PersonId Owner, IReadOnlyList<PersonId> ActsFor);
