using Hitl.Governance.Coverage.Calendars;

namespace Hitl.Tests.Governance.Coverage.Calendars;

public sealed class IcsCalendarTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Cases => new()
    {
        { "DTSTART:20260304T090000Z|DTEND:20260304T170000Z", "03-04 09:00>03-04 17:00" },
        { "DTSTART;TZID=Europe/Berlin:20260304T090000|DTEND;TZID=Europe/Berlin:20260304T170000", "03-04 08:00>03-04 16:00" },
        // The same hours after summer time began, and by Outlook's name of the zone.
        { "DTSTART;TZID=\"W. Europe Standard Time\":20260330T090000|DTEND;TZID=\"W. Europe Standard Time\":20260330T170000", "03-30 07:00>03-30 15:00" },
        // Whole days are days of the person's zone, also one of 23 hours.
        { "DTSTART;VALUE=DATE:20260328|DTEND;VALUE=DATE:20260330", "03-27 23:00>03-29 22:00" },
        { "DTSTART;VALUE=DATE:20260304", "03-03 23:00>03-04 23:00" },
        { "DTSTART:20260304T090000Z|DURATION:PT90M", "03-04 09:00>03-04 10:30" },
        { "DTSTART;TZID=Europe/Berlin:20260325T090000|DTEND;TZID=Europe/Berlin:20260325T100000|RRULE:FREQ=DAILY;COUNT=3", "03-25 08:00>03-25 09:00, 03-26 08:00>03-26 09:00, 03-27 08:00>03-27 09:00" },
        { "DTSTART;TZID=Europe/Berlin:20260328T090000|DTEND;TZID=Europe/Berlin:20260328T100000|RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20260401T235959Z", "03-28 08:00>03-28 09:00, 03-30 07:00>03-30 08:00, 04-01 07:00>04-01 08:00" },
        { "DTSTART:20260302T090000Z|DTEND:20260302T100000Z|RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", "03-02 09:00>03-02 10:00, 03-04 09:00>03-04 10:00, 03-09 09:00>03-09 10:00" },
        // RFC 5545's own example of what the first day of the week changes.
        { "DTSTART:20260303T090000Z|DTEND:20260303T100000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "03-03 09:00>03-03 10:00, 03-08 09:00>03-08 10:00, 03-17 09:00>03-17 10:00, 03-22 09:00>03-22 10:00" },
        { "DTSTART:20260303T090000Z|DTEND:20260303T100000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "03-03 09:00>03-03 10:00, 03-15 09:00>03-15 10:00, 03-17 09:00>03-17 10:00, 03-29 09:00>03-29 10:00" },
        { "DTSTART:20260302T090000Z|DTEND:20260302T100000Z|RRULE:FREQ=DAILY;COUNT=4|EXDATE:20260303T090000Z,20260304T090000Z", "03-02 09:00>03-02 10:00, 03-05 09:00>03-05 10:00" },
        { "DTSTART;VALUE=DATE:20260302|RRULE:FREQ=DAILY;UNTIL=20260304|EXDATE;VALUE=DATE:20260303", "03-01 23:00>03-02 23:00, 03-03 23:00>03-04 23:00" },
        { "DTSTART:20190101T090000Z|DTEND:20190101T100000Z|RRULE:FREQ=WEEKLY;INTERVAL=4;UNTIL=20260326", "03-17 09:00>03-17 10:00" },
        { "DTSTART:20260304T090000Z|DTEND:20260304T170000Z|STATUS:CANCELLED", "" },
        { "DTSTART:20260304T090000Z|DTEND:20260304T170000Z|TRANSP:TRANSPARENT", "" },
        { "DTSTART:20260304T090000Z|DTEND:20260304T170000Z|BEGIN:VALARM|DTSTART:19990101|END:VALARM", "03-04 09:00>03-04 17:00" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_is_read_as_the_standard_means_it(string lines, string expected) => Assert.Equal(expected, Shown(Read(Event(lines))));

    [Theory]
    [InlineData("DTSTART;TZID=Mars/Olympus:20260304T090000|DTEND;TZID=Mars/Olympus:20260304T170000")]
    [InlineData("DTSTART:2026-03-04")]
    [InlineData("DTEND:20260304T170000Z")]
    [InlineData("DTSTART:20260304T090000Z|DTEND:20260304T080000Z")]
    [InlineData("DTSTART:20260304T090000Z|DTEND;VALUE=DATE:20260305")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=MONTHLY;BYMONTHDAY=3")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=WEEKLY;BYDAY=1MO")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=SECONDLY")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:COUNT=3")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;COUNT=0")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY|RDATE:20260309T090000Z")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:P1M")]
    public void What_is_not_understood_is_a_problem_and_never_taken_for_nothing(string lines)
    {
        var reading = Read(Event(lines));

        Assert.Null(reading.Away);
        Assert.NotEmpty(reading.Problem!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Sign in</html>")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260304")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260304\nEND:VCALENDAR")]
    public void A_text_that_is_no_whole_calendar_is_a_problem(string text) => Assert.NotNull(Read(text).Problem);

    [Fact]
    public void Only_what_is_marked_as_out_of_office_counts_unless_everything_does()
    {
        var text = Calendar(
            "UID:1|SUMMARY:Team lunch|DTSTART:20260304T110000Z|DTEND:20260304T120000Z", "UID:2|SUMMARY:Out of office: Rome|DTSTART:20260305T000000Z|DTEND:20260306T000000Z",
            "UID:3|SUMMARY:Dentist|X-MICROSOFT-CDO-BUSYSTATUS:OOF|DTSTART:20260309T080000Z|DTEND:20260309T100000Z", "UID:4|SUMMARY:Birthday|DTSTART:20200310|RRULE:FREQ=YEARLY");

        Assert.Equal("03-05 00:00>03-06 00:00, 03-09 08:00>03-09 10:00", Shown(IcsCalendar.Read(text, "Europe/Berlin", isEverything: false, From, From.AddDays(60))));
        Assert.NotNull(IcsCalendar.Read(text, "Europe/Berlin", isEverything: true, From, From.AddDays(60)).Problem);
    }

    [Fact]
    public void One_day_of_a_series_that_was_moved_or_called_off_replaces_the_one_it_was()
    {
        var text = Calendar(
            "UID:1|DTSTART:20260302T090000Z|DTEND:20260302T100000Z|RRULE:FREQ=DAILY;COUNT=4", "UID:1|RECURRENCE-ID:20260303T090000Z|DTSTART:20260303T140000Z|DTEND:20260303T150000Z",
            "UID:1|RECURRENCE-ID:20260304T090000Z|STATUS:CANCELLED|DTSTART:20260304T090000Z|DTEND:20260304T100000Z");

        Assert.Equal("03-02 09:00>03-02 10:00, 03-03 14:00>03-03 15:00, 03-05 09:00>03-05 10:00", Shown(Read(text)));
    }

    [Fact]
    public void Folded_lines_and_overlapping_events_are_one()
    {
        var text = Calendar("UID:1|DTST\r\n ART:20260304T090000Z|DTEND:20260304T\r\n\t120000Z", "UID:2|DTSTART:20260304T110000Z|DTEND:20260304T170000Z");

        Assert.Equal("03-04 09:00>03-04 17:00", Shown(Read(text)));
    }

    [Fact]
    public void A_calendar_too_large_or_without_end_is_bounded()
    {
        Assert.NotNull(Read(new string('x', IcsCalendar.MaxCharacters + 1)).Problem);
        Assert.NotNull(Read(Calendar([.. Enumerable.Range(0, 600).Select(i => $"UID:{i}|DTSTART:20260304T{i / 60:00}{i % 60:00}00Z|DURATION:PT1S")])).Problem);
        Assert.NotNull(Read(Calendar([.. Enumerable.Range(0, 60).Select(i => $"UID:{i}|DTSTART:20000101T000000Z|DURATION:PT1H|RRULE:FREQ=DAILY")])).Problem);
    }

    [Fact]
    public void However_it_is_damaged_it_is_read_or_refused_and_never_thrown_at()
    {
        var random = new Random(11);
        var good = Calendar("UID:1|DTSTART;TZID=Europe/Berlin:20260302T090000|DTEND;TZID=Europe/Berlin:20260302T100000|RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=30|EXDATE:20260304T080000Z");
        for (var i = 0; i < Effort.Of(5_000); i++)
        {
            var text = good.ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--) text[random.Next(text.Length)] = (char)random.Next(9, 127);

            var reading = Read(new(text));

            Assert.NotEqual(reading.Away is null, reading.Problem is null);
        }
    }

    private static CalendarReading Read(string text) => IcsCalendar.Read(text, "Europe/Berlin", isEverything: true, From, From.AddDays(60));

    private static string Event(string lines) => Calendar("UID:1|" + lines);

    private static string Calendar(params string[] events) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Concat(events.Select(one => $"BEGIN:VEVENT\r\n{one.Replace("|", "\r\n", StringComparison.Ordinal)}\r\nEND:VEVENT\r\n"))}END:VCALENDAR\r\n";

    private static string Shown(CalendarReading reading)
    {
        Assert.Null(reading.Problem);
        return string.Join(", ", reading.Away!.Select(away => $"{away.From.UtcDateTime:MM-dd HH:mm}>{away.Until.UtcDateTime:MM-dd HH:mm}"));
    }
}
