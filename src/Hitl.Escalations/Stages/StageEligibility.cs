using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Who may decide a stage now. Asked at the click, and once more right before execution.</summary>
public static class StageEligibility
{
    /// <summary>Works out where a person stands towards a stage.</summary>
    /// <param name="person">The person, by exactly the id they act under: an alias never decides for another.</param>
    /// <param name="stage">The stage, with everyone asked so far.</param>
    /// <param name="role">The stage's role as it is now; null when it could not be looked up.</param>
    /// <param name="conflicted">People who may not decide the request.</param>
    /// <param name="identities">Who is who, now.</param>
    public static StageStanding Of(
        PersonId person, StageRecord stage, RoleDefinition? role, IReadOnlyCollection<PersonId> conflicted, IdentityGraph identities)
    {
        if (identities.IsAmong(person, conflicted)) return new(StageStandingKind.Conflicted, null);
        if (role is null || role.Role != stage.Definition.Role) return new(StageStandingKind.Undetermined, null);
        if (role.Members.Contains(person)) return new(StageStandingKind.Member, null);
        var asked = stage.Asked.FirstOrDefault(a => a.Person == person);
        // Whoever covers for somebody in conflict would decide in that person's name.
        return asked?.CoversFor is { } member && IsCoverage(role, person) && !identities.IsAmong(member, conflicted)
            ? new(StageStandingKind.Coverage, member)
            : new(StageStandingKind.NotAllowed, null);
    }

    /// <summary>The people who may decide a stage now: its members, then coverage that was asked.</summary>
    public static IReadOnlyList<PersonId> WhoCan(
        StageRecord stage, RoleDefinition? role, IReadOnlyCollection<PersonId> conflicted, IdentityGraph identities) =>
        role is null
            ? []
            : [.. role.Members.Concat(stage.Asked.Select(a => a.Person)).Distinct()
                .Where(person => Of(person, stage, role, conflicted, identities).MayDecide)];

    /// <summary>Whether the role names a person as coverage of anybody.</summary>
    internal static bool IsCoverage(RoleDefinition role, PersonId person) =>
        role.Fallback.Contains(person) || role.Coverage.Values.Any(covers => covers.Contains(person));
}
