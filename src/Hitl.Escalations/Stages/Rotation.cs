using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Whose turn it is in a role. It decides only who is asked first: every member keeps the authority to decide.</summary>
/// <param name="Members">Members of the role, in the order of their turns; at least two.</param>
/// <param name="PeriodDays">Length of a turn in days of the zone's calendar, 1 to 90.</param>
/// <param name="HandsOverAt">Local time of handing over; a time that the clocks skip is the first moment after it.</param>
/// <param name="Zone">IANA time zone, such as <c>Europe/Berlin</c>.</param>
/// <param name="Start">Local date on which the first member's first turn begins; before it everybody is asked.</param>
public sealed record Rotation(IReadOnlyList<PersonId> Members, int PeriodDays, TimeOnly HandsOverAt, string Zone, DateOnly Start);
