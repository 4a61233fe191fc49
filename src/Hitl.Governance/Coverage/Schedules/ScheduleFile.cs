using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage.Calendars;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>Who is away, beside the catalog: what changes from day to day and needs no signatures. It can only say whom not to ask.</summary>
/// <param name="Absences">Absences as written.</param>
/// <param name="Calendars">Calendars to read more of them from.</param>
public sealed record ScheduleFile(IReadOnlyList<Absence> Absences, IReadOnlyList<PersonCalendar> Calendars);
