namespace Hitl.Client.Catalogs;

/// <summary>The whole active catalog: one list of what anybody may do.</summary>
public sealed record CatalogView
{
    /// <summary>Names the version, 64 hex digits.</summary>
    public required string Digest { get; init; }

    /// <summary>The catalog's name.</summary>
    public required string Name { get; init; }

    /// <summary>True for a sandbox.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>Every action, by name.</summary>
    public IReadOnlyList<ActionView> Actions { get; init; } = [];

    /// <summary>Every actor, by id.</summary>
    public IReadOnlyList<ActorView> Actors { get; init; } = [];

    /// <summary>Every role, by id.</summary>
    public IReadOnlyList<RoleView> Roles { get; init; } = [];

    /// <summary>Every person, by id.</summary>
    public IReadOnlyList<PersonView> People { get; init; } = [];

    /// <summary>Known absences.</summary>
    public IReadOnlyList<AbsenceView> Absences { get; init; } = [];

    /// <summary>Every target, by name.</summary>
    public IReadOnlyList<TargetView> Targets { get; init; } = [];
}
