using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Works out whom a stage asks at one moment. Pure: the same inputs name the same people.</summary>
public static class StageResolver
{
    /// <summary>How many links of coverage are followed: the cover of a cover who is away, and so on.</summary>
    public const int MaxChain = 5;

    /// <summary>Resolves the members of a role, replacing whoever is away by coverage.</summary>
    /// <param name="role">Members and coverage.</param>
    /// <param name="absences">Everything known of absences.</param>
    /// <param name="conflicted">People who may not decide this request; nobody decides in their name either.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="includeCoverage">Also ask coverage for members who are there but silent.</param>
    public static StagePeople Resolve(
        RoleDefinition role, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted, DateTimeOffset now, bool includeCoverage)
    {
        var asked = new List<AskedPerson>();
        var passedOver = new List<PassedOver>();
        // Members first: one who is asked in their own right gives one decision, not a second one as coverage.
        foreach (var member in role.Members.Distinct())
        {
            if (conflicted.Contains(member)) passedOver.Add(new(member, "has a conflict of interest in this request"));
            else if (AwayOf(member, absences, now) is { } away) passedOver.Add(new(member, $"is away ({away.Reason})"));
            else asked.Add(new(member, null, $"is a member of {role.Role}"));
        }

        foreach (var member in role.Members.Distinct().Where(member => !conflicted.Contains(member)))
        {
            var why = AwayOf(member, absences, now) is { } away ? $"covers for {member}, who is away ({away.Reason})"
                : includeCoverage ? $"covers for {member}, who has not answered" : null;
            if (why is not null && FindCover(role, member, absences, conflicted, asked, now) is { } cover) asked.Add(new(cover, member, why));
        }

        return new(asked, passedOver);
    }

    /// <summary>The first person down the member's coverage who is there; whoever is away is replaced by their own coverage, nearest first.</summary>
    private static PersonId? FindCover(
        RoleDefinition role, PersonId member, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted, List<AskedPerson> asked, DateTimeOffset now)
    {
        var seen = new HashSet<PersonId> { member };
        var level = role.Coverage.GetValueOrDefault(member, role.Fallback);
        for (var link = 1; link <= MaxChain && level.Count > 0; link++)
        {
            var next = new List<PersonId>();
            foreach (var cover in level.Where(seen.Add))
            {
                // Somebody in conflict neither covers nor passes their coverage on.
                if (conflicted.Contains(cover)) continue;
                if (AwayOf(cover, absences, now) is not null) next.AddRange(role.Coverage.GetValueOrDefault(cover, []));
                else if (asked.TrueForAll(a => a.Person != cover)) return cover;
            }

            level = next;
        }

        return null;
    }

    private static Absence? AwayOf(PersonId person, IReadOnlyList<Absence> absences, DateTimeOffset now) =>
        absences.FirstOrDefault(a => a.Person == person && a.Covers(now));
}
