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
    IReadOnlyList<PersonId> Fallback);
