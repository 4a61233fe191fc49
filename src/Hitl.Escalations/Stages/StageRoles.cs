using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>The role, or the roles, of a stage as they are at one moment.</summary>
public static class StageRoles
{
    /// <summary>The stage's role; for a stage of several roles one that has the members and coverage of all of them.</summary>
    /// <param name="definition">The stage.</param>
    /// <param name="roles">Every role, now.</param>
    /// <returns>Null when one of them is not there: nothing may be concluded then.</returns>
    public static RoleDefinition? Of(StageDefinition definition, IReadOnlyDictionary<RoleId, RoleDefinition> roles)
    {
        if (definition.Shares is not { } shares) return roles.GetValueOrDefault(definition.Role);
        var each = shares.Select(share => roles.GetValueOrDefault(share.Role)).ToList();
        if (each.Contains(null)) return null;
        var coverage = each.SelectMany(role => role!.Coverage).GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<PersonId>)[.. group.SelectMany(pair => pair.Value).Distinct()]);
        return new(definition.Role, [.. each.SelectMany(role => role!.Members).Distinct()], coverage, [.. each.SelectMany(role => role!.Fallback).Distinct()]);
    }

    /// <summary>For which of its roles a person's decision counts in a stage; empty when for none.</summary>
    /// <param name="person">Who decides.</param>
    /// <param name="stage">The stage, with everyone asked so far.</param>
    /// <param name="roles">Every role, now.</param>
    public static IReadOnlyList<RoleId> SeatsOf(PersonId person, StageRecord stage, IReadOnlyDictionary<RoleId, RoleDefinition> roles)
    {
        var asked = stage.Asked.FirstOrDefault(one => one.Person == person);
        return [.. stage.Definition.Seats.Select(share => roles.GetValueOrDefault(share.Role)).OfType<RoleDefinition>()
            .Where(role => role.Members.Contains(person) || (asked?.CoversFor is { } member && role.Members.Contains(member) && StageEligibility.IsCoverage(role, person)))
            .Select(role => role.Role)];
    }
}
