using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>An actor the catalog names.</summary>
/// <param name="Id">The actor.</param>
/// <param name="Kind"><c>ai-agent</c>, <c>integration</c>, <c>automation</c> or <c>human-agent</c>.</param>
/// <param name="Owner">Who answers for it; can never decide its requests.</param>
/// <param name="ActsFor">People it may act for.</param>
public sealed record Actor(ActorId Id, string Kind, PersonId Owner, IReadOnlyList<PersonId> ActsFor)
{
    /// <summary>Versions that earned their authority; any other one is a canary, for which people decide everything. Empty: versions are not told apart.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Whether everything it asks is decided on paper only.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Versions of it for which everything is decided on paper only.</summary>
    public IReadOnlyList<string> ShadowVersions { get; init; } = [];

    /// <summary>Most requests within a span; null: as many as it likes.</summary>
    public FloodGuard? AtMost { get; init; }
}
