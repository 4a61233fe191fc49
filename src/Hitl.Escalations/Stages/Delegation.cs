using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Handing one's part of a stage to somebody else. Pure: it widens nobody's authority, only whom the stage asks.</summary>
public static class Delegation
{
    /// <summary>Most times parts of one stage can be handed on.</summary>
    public const int Most = 5;

    /// <summary>Who may take a person's part now, in the order the role names them.</summary>
    /// <param name="from">Who hands over.</param>
    /// <param name="stage">The stage, with everyone asked so far.</param>
    /// <param name="role">Its role, now.</param>
    /// <param name="absences">Everything known of absences.</param>
    /// <param name="conflicted">People who may not decide the request.</param>
    /// <param name="identities">Who is who.</param>
    /// <param name="now">The moment, UTC.</param>
    public static IReadOnlyList<PersonId> Eligible(
        PersonId from, StageRecord stage, RoleDefinition role, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted, IdentityGraph identities,
        DateTimeOffset now)
    {
        var member = Covered(from, stage);
        return [.. role.Coverage.GetValueOrDefault(member, role.Fallback).Concat(role.Fallback).Concat(role.Members).Distinct()
            .Where(person => !identities.AreSame(person, from) && !identities.AreSame(person, member) && !identities.IsAmong(person, conflicted))
            .Where(person => stage.Asked.All(asked => !identities.AreSame(asked.Person, person)))
            .Where(person => !absences.Any(absence => absence.Person == person && absence.Covers(now)))];
    }

    /// <summary>Whom the delegate is asked as, so that the ledger shows the original and the acting approver; null when the part cannot be handed to them.</summary>
    public static AskedPerson? Hand(
        PersonId from, PersonId to, StageRecord stage, RoleDefinition role, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted,
        IdentityGraph identities, DateTimeOffset now)
    {
        if (stage.Asked.Count(asked => asked.Why.StartsWith(Begin, StringComparison.Ordinal)) >= Most) return null;
        if (!Eligible(from, stage, role, absences, conflicted, identities, now).Contains(to)) return null;
        // A member decides in their own right; everybody else in the name of the member whose part it is.
        return new(to, role.Members.Contains(to) ? null : Covered(from, stage), $"{Begin}{from}");
    }

    private const string Begin = "was handed this by ";

    private static PersonId Covered(PersonId from, StageRecord stage) => stage.Asked.FirstOrDefault(asked => asked.Person == from)?.CoversFor ?? from;
}
