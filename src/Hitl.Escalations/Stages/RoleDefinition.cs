using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>A role: who decides in it and who covers for whom.</summary>
/// <param name="Role">The role.</param>
/// <param name="Members">Distinct, in the order they are asked.</param>
/// <param name="Coverage">For a member, the people who cover, first choice first. They need not be members.</param>
/// <param name="Fallback">Who covers for any member without a list of their own.</param>
public sealed record RoleDefinition(
    RoleId Role,
    IReadOnlyList<PersonId> Members,
    IReadOnlyDictionary<PersonId, IReadOnlyList<PersonId>> Coverage,
    IReadOnlyList<PersonId> Fallback)
{
    /// <summary>Whose turn it is; null: every member is asked.</summary>
    public Rotation? Rotation { get; init; }

    /// <summary>When its people work; null: at all times.</summary>
    public WorkingHours? Hours { get; init; }

    /// <summary>Most requests one person is asked about on one day of the role's zone; null: no cap.</summary>
    public int? DailyCap { get; init; }

    /// <summary>Members whose turn it is not at the moment this was read, next turn first. They may decide, and are asked only when others cannot.</summary>
    public IReadOnlyList<PersonId> Resting { get; init; } = [];
}
