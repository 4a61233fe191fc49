namespace Temporal.DevServer.Calendars;

/// <summary>Time zones by their IANA names.</summary>
internal static class TimeZones
{
    /// <exception cref="FormatException">There is no such zone on this machine.</exception>
    internal static TimeZoneInfo Find(string name)
    {
        if (name.Length == 0 || name is "UTC") return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new FormatException($"unknown time zone {name}");
    }
}
