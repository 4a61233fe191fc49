using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Seats people at a stage of several roles: each fills one seat of one role, and the arrangement that fills most counts. Pure.</summary>
public static class StageSeats
{
    /// <summary>How many seats can be filled at once.</summary>
    /// <param name="shares">The roles with their seats.</param>
    /// <param name="people">For each human the roles they can sit for; every human is here once.</param>
    public static int Filled(IReadOnlyList<RoleShare> shares, IReadOnlyList<IReadOnlyList<RoleId>> people)
    {
        var seats = shares.SelectMany(share => Enumerable.Repeat(share.Role, share.Quorum)).ToArray();
        var sitting = new int?[seats.Length];
        var filled = 0;
        for (var person = 0; person < people.Count; person++)
        {
            if (Seat(person, seats, sitting, people, new bool[seats.Length])) filled++;
        }

        return filled;
    }

    // Somebody who sits there already moves to another seat of theirs, if they have one.
    private static bool Seat(int person, RoleId[] seats, int?[] sitting, IReadOnlyList<IReadOnlyList<RoleId>> people, bool[] tried)
    {
        for (var seat = 0; seat < seats.Length; seat++)
        {
            if (tried[seat] || !people[person].Contains(seats[seat])) continue;
            tried[seat] = true;
            if (sitting[seat] is { } other && !Seat(other, seats, sitting, people, tried)) continue;
            sitting[seat] = person;
            return true;
        }

        return false;
    }
}
