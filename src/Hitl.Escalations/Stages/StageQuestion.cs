using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Works out whom a stage asks, whichever number of roles it asks. Pure.</summary>
public static class StageQuestion
{
    /// <summary>Whom the stage asks now; nobody at all when one of its roles could not be filled, because waiting could not settle it then.</summary>
    /// <param name="definition">The stage.</param>
    /// <param name="roles">Every role, now.</param>
    /// <param name="people">What is known of who can be asked.</param>
    /// <param name="conflicted">People who may not decide this request.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="includeCoverage">Also ask coverage for members who are there but silent.</param>
    public static StagePeople Ask(
        StageDefinition definition, IReadOnlyDictionary<RoleId, RoleDefinition> roles, Availability people, IReadOnlyCollection<PersonId> conflicted,
        DateTimeOffset now, bool includeCoverage)
    {
        var (asked, passedOver) = (new List<AskedPerson>(), new List<PassedOver>());
        foreach (var share in definition.Seats)
        {
            // A role that exists no more has nobody in it.
            var part = roles.TryGetValue(share.Role, out var role) ? Part(role, share, people, conflicted, now, includeCoverage) : new([], []);
            passedOver.AddRange(part.PassedOver);
            if (part.Asked.Count == 0) return new([], [.. passedOver.DistinctBy(one => one.Person)]);
            asked.AddRange(part.Asked.Where(one => asked.TrueForAll(other => other.Person != one.Person)));
        }

        return new(asked, [.. passedOver.Where(passed => asked.TrueForAll(one => one.Person != passed.Person)).DistinctBy(one => one.Person)]);
    }

    // A cap spares people; it never leaves a request without enough of them.
    private static StagePeople Part(
        RoleDefinition role, RoleShare share, Availability people, IReadOnlyCollection<PersonId> conflicted, DateTimeOffset now, bool includeCoverage)
    {
        var part = StageResolver.Resolve(role, people, conflicted, now, includeCoverage, share.Quorum);
        return part.Asked.Count >= share.Quorum
            ? part
            : StageResolver.Resolve(role, people with { Occupied = new Dictionary<PersonId, string>() }, conflicted, now, includeCoverage, share.Quorum);
    }
}
