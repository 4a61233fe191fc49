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
        RoleDefinition role, IReadOnlyList<Absence> absences, IReadOnlyCollection<PersonId> conflicted, DateTimeOffset now, bool includeCoverage) =>
        Resolve(role, new Availability(absences), conflicted, now, includeCoverage);

    /// <summary>Resolves the members of a role: those whose turn it is, coverage for whoever cannot be asked, and resting members where too few are left.</summary>
    /// <param name="role">Members, coverage and whose turn it is.</param>
    /// <param name="people">What is known of who can be asked.</param>
    /// <param name="conflicted">People who may not decide this request; nobody decides in their name either.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="includeCoverage">Also ask coverage for members who are there but silent.</param>
    /// <param name="atLeast">Fewer people than this are filled up with members whose turn it is not.</param>
    public static StagePeople Resolve(
        RoleDefinition role, Availability people, IReadOnlyCollection<PersonId> conflicted, DateTimeOffset now, bool includeCoverage, int atLeast = 1)
    {
        var asked = new List<AskedPerson>();
        var passedOver = new List<PassedOver>();
        // Members first: one who is asked in their own right gives one decision, not a second one as coverage.
        foreach (var member in role.Members.Distinct())
        {
            if (conflicted.Contains(member)) passedOver.Add(new(member, "has a conflict of interest in this request"));
            else if (people.WhyNot(member, now) is { } why) passedOver.Add(new(member, why));
            else if (role.Resting.Contains(member)) passedOver.Add(new(member, "is not on duty in the rotation"));
            else asked.Add(new(member, null, $"is a member of {role.Role}"));
        }

        foreach (var member in role.Members.Distinct().Where(member => !conflicted.Contains(member) && !role.Resting.Contains(member)))
        {
            var why = people.WhyNot(member, now) is { } reason ? $"{member}, who {reason}"
                : people.Doubted.TryGetValue(member, out var doubt) ? $"{member}, {doubt}"
                : includeCoverage ? $"{member}, who has not answered" : null;
            if (why is not null && CoverFor(role, member, people, conflicted, asked, now, why) is { } cover) asked.Add(cover);
        }

        while (asked.Count < atLeast && NextTurn(role, people, conflicted, asked, now) is { } next) asked.Add(new(next, null, $"is next in the rotation of {role.Role}, where too few are on duty"));
        passedOver.RemoveAll(passed => asked.Exists(one => one.Person == passed.Person));
        return new(asked, passedOver);
    }

    // Whom the catalog names for this very member comes first, then whose turn is next, then the role's fallback.
    private static AskedPerson? CoverFor(
        RoleDefinition role, PersonId member, Availability people, IReadOnlyCollection<PersonId> conflicted, List<AskedPerson> asked, DateTimeOffset now, string whom)
    {
        if (!role.Coverage.ContainsKey(member) && NextTurn(role, people, conflicted, asked, now) is { } next) return new(next, null, $"is next in the rotation after {whom}");
        return FindCover(role, member, people, conflicted, asked, now) is { } cover ? new(cover, role.Resting.Contains(cover) ? null : member, $"covers for {whom}") : null;
    }

    private static PersonId? NextTurn(
        RoleDefinition role, Availability people, IReadOnlyCollection<PersonId> conflicted, List<AskedPerson> asked, DateTimeOffset now)
    {
        foreach (var member in role.Resting)
        {
            if (!conflicted.Contains(member) && people.WhyNot(member, now) is null && asked.TrueForAll(one => one.Person != member)) return member;
        }

        return null;
    }

    /// <summary>The first person down the member's coverage who is there; whoever is away is replaced by their own coverage, nearest first.</summary>
    private static PersonId? FindCover(
        RoleDefinition role, PersonId member, Availability people, IReadOnlyCollection<PersonId> conflicted, List<AskedPerson> asked, DateTimeOffset now)
    {
        var seen = new HashSet<PersonId>();
        var level = role.Coverage.GetValueOrDefault(member, role.Fallback);
        for (var link = 1; link <= MaxChain; link++)
        {
            var next = new List<PersonId>();
            foreach (var cover in level.Where(seen.Add))
            {
                // Somebody in conflict neither covers nor passes their coverage on.
                if (conflicted.Contains(cover)) continue;
                if (people.WhyNot(cover, now) is not null) next.AddRange(role.Coverage.GetValueOrDefault(cover, []));
                else if (asked.TrueForAll(a => a.Person != cover)) return cover;
            }

            level = next;
        }

        return null;
    }
}
