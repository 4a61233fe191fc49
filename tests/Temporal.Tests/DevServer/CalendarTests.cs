using System.Globalization;
using Temporal.DevServer.Calendars;

namespace Temporal.Tests.DevServer;

/// <summary>What cron strings and calendars mean.</summary>
public sealed class CalendarTests
{
    [Theory]
    [InlineData("0 12 * * *", "2024-01-01T12:00:00", "2024-01-02T12:00:00")]
    [InlineData("*/15 * * * *", "2024-01-01T12:01:00", "2024-01-01T12:15:00")]
    [InlineData("0 9 * * MON-FRI", "2024-01-05T09:00:00", "2024-01-08T09:00:00")]
    [InlineData("0 0 29 2 *", "2024-03-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("30 10 1 1 ? 2030", "2024-01-01T00:00:00", "2030-01-01T10:30:00")]
    [InlineData("5 0 0 * * * *", "2024-01-01T00:00:00", "2024-01-01T00:00:05")]
    [InlineData("@daily", "2024-12-31T00:00:00", "2025-01-01T00:00:00")]
    [InlineData("0 0 * * 7", "2024-01-01T00:00:00", "2024-01-07T00:00:00")]
    [InlineData("TZ=Europe/Berlin 0 9 * * *", "2024-03-30T12:00:00", "2024-03-31T07:00:00")]
    [InlineData("TZ=America/New_York 30 1 * * *", "2024-11-03T00:00:00", "2024-11-03T05:30:00")]
    public void The_next_time_of_a_cron_string(string cron, string after, string expected)
    {
        var text = CronText.Parse(cron);
        var calendar = new CalendarMatcher(text.Calendar!, TimeZones.Find(text.TimeZone ?? ""));

        Assert.Equal(At(expected), calendar.NextAfter(At(after)));
    }

    [Theory]
    [InlineData("every morning")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("@every tomorrow")]
    [InlineData("TZ=Mars/Olympus 0 9 * * *")]
    public void What_is_no_cron_string_is_refused(string cron) => Assert.StartsWith("invalid CronSchedule: ", CronRule.Check(cron), StringComparison.Ordinal);

    [Fact]
    public void A_date_that_never_comes_is_no_time() =>
        Assert.Null(new CalendarMatcher(CronText.Parse("0 0 31 2 *").Calendar!, TimeZoneInfo.Utc).NextAfter(At("2024-01-01T00:00:00")));

    [Fact]
    public void Where_a_cron_workflow_names_both_days_either_will_do()
    {
        var wait = CronRule.Parse("0 0 13 * FRI").WaitAfter(0, At("2024-01-01T00:00:00"));

        Assert.Equal(TimeSpan.FromDays(4), TimeSpan.FromTicks(wait!.Value));
    }

    private static long At(string time) => DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks;
}
