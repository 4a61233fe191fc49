using NodaTime;
using NodaTime.TimeZones;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>Time zones by name, from the time zone database that comes with NodaTime: pinned with the package, the same on every machine.</summary>
internal static class TimeZones
{
    private static readonly ZoneLocalMappingResolver First = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver Last = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>An IANA zone; null when there is none of this name.</summary>
    public static DateTimeZone? Find(string name) => DateTimeZoneProviders.Tzdb.Ids.Contains(name, StringComparer.Ordinal) ? DateTimeZoneProviders.Tzdb[name] : null;

    /// <summary>A zone that a catalog or schedule was checked to name.</summary>
    public static DateTimeZone Of(string name) => DateTimeZoneProviders.Tzdb[name];

    /// <summary>An IANA zone, or the one that stands for a Windows name as calendars of Outlook have it; null for neither.</summary>
    public static DateTimeZone? FindAny(string name) =>
        Find(name) ?? (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(name, out var iana) ? Find(iana) : null);

    /// <summary>The first moment that the clocks show this time; where they skip it, the moment they do.</summary>
    public static Instant FirstOf(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, First).ToInstant();

    /// <summary>The last moment that the clocks show this time; where they skip it, the moment they do.</summary>
    public static Instant LastOf(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Last).ToInstant();
}
