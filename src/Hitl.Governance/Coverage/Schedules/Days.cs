using NodaTime;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>Days of a zone.</summary>
public static class Days
{
    /// <summary>Where the day of a moment begins; where the clocks skip midnight, the first moment after it.</summary>
    /// <param name="moment">The moment, UTC.</param>
    /// <param name="zone">IANA zone; null for UTC.</param>
    public static DateTimeOffset StartOf(DateTimeOffset moment, string? zone)
    {
        var where = zone is null ? DateTimeZone.Utc : TimeZones.Of(zone);
        return where.AtStartOfDay(Instant.FromDateTimeOffset(moment).InZone(where).Date).ToInstant().ToDateTimeOffset();
    }
}
