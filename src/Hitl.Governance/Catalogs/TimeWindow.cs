using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Hitl.Governance.Catalogs;

/// <summary>Hours of some days of the week, by the wall clock of one time zone.</summary>
/// <param name="Days">Days it holds on; empty for all.</param>
/// <param name="From">First minute.</param>
/// <param name="Until">First minute after it; midnight at the end of the day is 24:00, kept as the zero of the day after.</param>
/// <remarks>
/// The rules of every zone come with the build, not from the machine, so that the same catalog decides the same everywhere. A wall-clock time that summer
/// time leaves out has no instant; one that comes twice is within both times.
/// </remarks>
public sealed record TimeWindow(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until)
{
    /// <summary>The zone of a window that names none.</summary>
    public const string Utc = "UTC";

    private static string[] Names => ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly ZoneLocalMappingResolver FirstInstant = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private DateTimeZone _zone = DateTimeZone.Utc;

    /// <summary>IANA name of the time zone, such as <c>Europe/Berlin</c>. Default <c>UTC</c>.</summary>
    /// <exception cref="DateTimeZoneNotFoundException">No zone has this name; a parsed catalog has been checked.</exception>
    public string Zone
    {
        get => _zone.Id;
        init => _zone = DateTimeZoneProviders.Tzdb[value];
    }

    /// <summary>Names of every zone a window may be in.</summary>
    public static IReadOnlyCollection<string> KnownZones => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>Tells whether a moment lies within.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        var local = Local(moment);
        var time = TimeOnly.FromDateTime(local);
        return (Days.Count == 0 || Days.Contains(local.DayOfWeek)) && time >= From && (Until == TimeOnly.MinValue || time < Until);
    }

    /// <summary>A moment on this window's clock, such as <c>mon 09:30 Europe/Berlin</c>.</summary>
    public string OnTheClock(DateTimeOffset moment)
    {
        var local = Local(moment);
        return $"{NameOf(local.DayOfWeek)} {local.ToString("HH:mm", CultureInfo.InvariantCulture)} {Zone}";
    }

    /// <summary>Moments at which it may begin in the week from a moment on, UTC, in order; each is within it when its day is.</summary>
    public IEnumerable<DateTimeOffset> Starts(DateTimeOffset moment) => OfWeek(moment, From, 0);

    /// <summary>Moments at which it may end in the week from a moment on, UTC, in order: the first ones not within.</summary>
    public IEnumerable<DateTimeOffset> Ends(DateTimeOffset moment) => OfWeek(moment, Until, Until == TimeOnly.MinValue ? 1 : 0);

    /// <summary>The window as people read it, such as <c>mon, tue 09:00-17:00 UTC</c>.</summary>
    public override string ToString() =>
        $"{(Days.Count == 0 ? "every day" : string.Join(", ", Days.Select(NameOf)))} {From:HH:mm}-{(Until == TimeOnly.MinValue ? "24:00" : Until.ToString("HH:mm", CultureInfo.InvariantCulture))} {Zone}";

    /// <summary>A day in three letters.</summary>
    public static string NameOf(DayOfWeek day) => Names[(int)day];

    /// <summary>The day of a name in three letters.</summary>
    public static DayOfWeek DayOf(string name) => (DayOfWeek)Array.IndexOf(Names, name);

    private DateTime Local(DateTimeOffset moment) => moment.UtcDateTime + _zone.GetUtcOffset(Instant.FromDateTimeOffset(moment)).ToTimeSpan();

    private IEnumerable<DateTimeOffset> OfWeek(DateTimeOffset moment, TimeOnly time, int later)
    {
        var today = LocalDate.FromDateTime(Local(moment));
        return Enumerable.Range(-1, 10).SelectMany(day => Instants(today.PlusDays(day + later) + new LocalTime(time.Hour, time.Minute)))
            .Where(found => found >= moment).Distinct().Order();
    }

    // A time that comes twice begins twice; one that is left out begins where the clock goes on.
    private IEnumerable<DateTimeOffset> Instants(LocalDateTime local)
    {
        var mapping = _zone.MapLocal(local);
        yield return FirstInstant(mapping).ToDateTimeOffset().ToUniversalTime();
        if (mapping.Count == 2) yield return mapping.Last().ToDateTimeOffset().ToUniversalTime();
    }
}
