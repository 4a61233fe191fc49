namespace Hitl.Escalations.Stages;

/// <summary>When the people of a role work. It bounds nobody's authority; a stage may count its waits in it.</summary>
/// <param name="Zone">IANA time zone, such as <c>Europe/Berlin</c>.</param>
/// <param name="Days">Days on which work begins; at least one.</param>
/// <param name="From">Local time at which work begins.</param>
/// <param name="Until">Local time at which it ends; at or before <paramref name="From"/> means on the next day, so 00:00 is midnight at the end.</param>
/// <param name="Closed">Local dates on which no work begins, such as public holidays.</param>
public sealed record WorkingHours(string Zone, IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until, IReadOnlyList<DateOnly> Closed)
{
    /// <summary>Length of one working day by the clock on the wall.</summary>
    public TimeSpan Daily => Until == From ? TimeSpan.FromDays(1) : Until - From;
}
