using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Works out whom a stage asks at one moment. Pure: the same inputs name the same people.</summary>
public static class StageResolver
{
    /// <summary>Resolves the members of a role, replacing whoever is away by coverage.</summary>
    /// <param name="role">Members and coverage.</param>
    /// <param name="absences">Everything known of absences.</param>
    /// <param name="conflicted">People who may not decide this request.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="includeCoverage">Also ask coverage for members who are there but silent.</param>
    public static StagePeople Resolve(
        RoleDefinition role, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted, DateTimeOffset now, bool includeCoverage)
    {
        var asked = new List<AskedPerson>();
        var passedOver = new List<PassedOver>();
        foreach (var member in role.Members)
        {
            var away = absences.FirstOrDefault(a => a.Person == member && a.Covers(now));
            if (conflicted.Contains(member)) passedOver.Add(new(member, "has a conflict of interest in this request"));
            else if (away is not null) passedOver.Add(new(member, $"is away ({away.Reason})"));
            else Ask(asked, new(member, null, $"is a {role.Role}"));
            var why = away is not null ? $"covers for {member}, who is away ({away.Reason})"
                : includeCoverage ? $"covers for {member}, who has not answered" : null;
            if (why is not null && FirstPresent(role, member, absences, conflicted, asked, now) is { } cover) Ask(asked, new(cover, member, why));
        }

        return new(asked, passedOver);
    }

    private static PersonId? FirstPresent(
        RoleDefinition role, PersonId member, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted, List<AskedPerson> asked, DateTimeOffset now)
    {
        foreach (var cover in role.Coverage.GetValueOrDefault(member, role.Fallback))
        {
            // A member who is asked in their own right gives one decision, not two; look further down the list.
            if (cover == member || conflicted.Contains(cover) || role.Members.Contains(cover) || asked.Any(a => a.Person == cover)) continue;
            if (absences.Any(a => a.Person == cover && a.Covers(now))) continue;
            return cover;
        }

        return null;
    }

    private static void Ask(List<AskedPerson> asked, AskedPerson person)
    {
        if (asked.All(a => a.Person != person.Person)) asked.Add(person);
    }
}
