using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using NodaTime;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>Whose turn it is in a rotation. Turns begin at a local time, so one that spans a change of the clocks is an hour longer or shorter.</summary>
public static class RotationTurns
{
    /// <summary>The members with whoever is on duty first, then in the order of the next turns; empty before the rotation starts.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="now">The moment, UTC.</param>
    public static IReadOnlyList<PersonId> InOrder(Rotation rotation, DateTimeOffset now)
    {
        if (TurnAt(rotation, Instant.FromDateTimeOffset(now)) is not { } turn) return [];
        var first = (int)(turn % rotation.Members.Count);
        return [.. rotation.Members.Skip(first), .. rotation.Members.Take(first)];
    }

    /// <summary>When turns begin within a span, UTC; its first moment is not among them.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="from">First moment, UTC.</param>
    /// <param name="until">Last moment, exclusive, UTC.</param>
    public static IEnumerable<DateTimeOffset> Begins(Rotation rotation, DateTimeOffset from, DateTimeOffset until)
    {
        var turn = TurnAt(rotation, Instant.FromDateTimeOffset(from)) is { } current ? current + 1 : 0;
        for (var begin = BeginOf(rotation, turn); begin < Instant.FromDateTimeOffset(until); begin = BeginOf(rotation, ++turn)) yield return begin.ToDateTimeOffset();
    }

    private static long? TurnAt(Rotation rotation, Instant now)
    {
        if (now < BeginOf(rotation, 0)) return null;
        var today = now.InZone(TimeZones.Of(rotation.Zone)).Date;
        var turn = (long)Period.DaysBetween(LocalDate.FromDateOnly(rotation.Start), today) / rotation.PeriodDays;
        if (BeginOf(rotation, turn) > now) return turn - 1;
        // Where the clocks go back over midnight, it is yesterday again after the turn has begun.
        return BeginOf(rotation, turn + 1) < now ? turn + 1 : turn;
    }

    private static Instant BeginOf(Rotation rotation, long turn)
    {
        var day = LocalDate.FromDateOnly(rotation.Start).PlusDays((int)(turn * rotation.PeriodDays));
        return TimeZones.FirstOf(day + LocalTime.FromTimeOnly(rotation.HandsOverAt), TimeZones.Of(rotation.Zone));
    }
}
