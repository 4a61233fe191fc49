namespace Hitl.Governance.Catalogs;

/// <summary>Hours of some days of the week, UTC.</summary>
/// <param name="Days">Days it holds on; empty for all.</param>
/// <param name="From">First minute.</param>
/// <param name="Until">First minute after it; midnight at the end of the day is 24:00, kept as the zero of the day after.</param>
public sealed record TimeWindow(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until)
{
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Tells whether a moment lies within.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        var time = TimeOnly.FromDateTime(utc);
        return (Days.Count == 0 || Days.Contains(utc.DayOfWeek)) && time >= From && (Until == TimeOnly.MinValue || time < Until);
    }

    /// <summary>The window as people read it, such as <c>mon, tue 09:00-17:00 UTC</c>.</summary>
    public override string ToString() =>
        $"{(Days.Count == 0 ? "every day" : string.Join(", ", Days.Select(NameOf)))} {From:HH:mm}-{(Until == TimeOnly.MinValue ? "24:00" : Until.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))} UTC";

    /// <summary>A day in three letters.</summary>
    public static string NameOf(DayOfWeek day) => Names[(int)day];

    /// <summary>The day of a name in three letters.</summary>
    public static DayOfWeek DayOf(string name) => (DayOfWeek)Array.IndexOf(Names, name);
}
