using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs.Lists;

namespace Hitl.Governance.Catalogs;

/// <summary>One validated version of the catalog: everything an actor may do, and who decides the rest.</summary>
public sealed record Catalog
{
    /// <summary>SHA-256 of the canonical form, 64 lower-case hex digits.</summary>
    public required string Digest { get; init; }

    /// <summary>The files it was parsed from, packed by <see cref="CatalogSource"/> and kept for the record.</summary>
    public required string Source { get; init; }

    /// <summary>The catalog's name.</summary>
    public required string Name { get; init; }

    /// <summary>True for a sandbox: durations from 1 s are admitted and every card says so.</summary>
    public required bool IsSandbox { get; init; }

    /// <summary>Customer segments that rules may name, in the order written.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>Channels that rules may name, in the order written.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Kinds of evidence that rules may require.</summary>
    public IReadOnlyList<string> EvidenceKinds { get; init; } = [];

    /// <summary>Consents that rules may require and requests may state.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>Cumulative limits, in the order of their ids.</summary>
    public IReadOnlyList<LimitDefinition> Limits { get; init; } = [];

    /// <summary>Which requests are in each other's way, in the order of their ids.</summary>
    public IReadOnlyList<ConflictDefinition> Conflicts { get; init; } = [];

    /// <summary>Seed of the sampling of automatic approvals.</summary>
    public string SamplingSeed { get; init; } = "";

    /// <summary>Who signs the next version; null: nobody is named, and versions come with the configuration only.</summary>
    public SignOff? SignOff { get; init; }

    /// <summary>People by id.</summary>
    public required IReadOnlyDictionary<PersonId, Person> People { get; init; }

    /// <summary>Roles by id.</summary>
    public required IReadOnlyDictionary<RoleId, RoleDefinition> Roles { get; init; }

    /// <summary>Known absences.</summary>
    public required IReadOnlyList<Absence> Absences { get; init; }

    /// <summary>People of whom it is not known whether they are there, each with a clause such as <c>whose calendar cannot be read</c>. Never of the catalog itself.</summary>
    public IReadOnlyDictionary<PersonId, string> Doubts { get; init; } = new Dictionary<PersonId, string>();

    /// <summary>Actors by id.</summary>
    public required IReadOnlyDictionary<ActorId, Actor> Actors { get; init; }

    /// <summary>Those that somebody wrote down, by id: the desks, by which this system asks in a person's name, gain and lose no authority.</summary>
    public IEnumerable<Actor> ListedActors() =>
        Actors.Values.Where(actor => actor.Id != CatalogActivation.Desk && actor.Id != ActionReversal.Desk).OrderBy(actor => actor.Id.Value, StringComparer.Ordinal);

    /// <summary>Actions by name.</summary>
    public required IReadOnlyDictionary<ActionName, ActionDefinition> Actions { get; init; }

    /// <summary>Lists of values by name.</summary>
    public IReadOnlyDictionary<string, ReferencedValues> Lists { get; init; } = new Dictionary<string, ReferencedValues>();

    /// <summary>Targets by name.</summary>
    public required IReadOnlyDictionary<string, TargetDefinition> Targets { get; init; }

    /// <summary>Which ids belong to one human, from every person's <see cref="Person.SameAs"/>.</summary>
    public IdentityGraph Identities() => new(People.Values.Select(p => KeyValuePair.Create(p.Id, p.SameAs)));

    /// <summary>What is known of who can be asked.</summary>
    public Availability Availability() => new(Absences) { Doubted = Doubts };
}
