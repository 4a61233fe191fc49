using Hitl.Governance.Coverage.Calendars;

namespace Hitl.Tests.Governance.Coverage.Calendars;

/// <summary>The edges of a calendar: forms of lines, lengths, repetitions and their exceptions, the bounds, and what is said of each that cannot be read.</summary>
public sealed class IcsEdgeTests
{
    private const string NotUnderstood = "it has an event that repeats or lies in time in a way that is not understood";
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = From.AddDays(60);

    [Theory]
    [InlineData("dtstart:20260304T090000Z|duration:PT1H")]
    [InlineData("DTSTART;tzid=Europe/Berlin:20260304T100000|DURATION:PT1H")]
    [InlineData("DTSTART:20260304T100000|DURATION:PT1H")]
    [InlineData("DTSTART;X-NOTE=\"a;b:c\";TZID=\"Europe/Berlin\":20260304T100000|DURATION:PT1H")]
    [InlineData("DTSTART;FLAG;=x;TZID=Europe/Berlin:20260304T100000|DURATION:PT1H")]
    [InlineData("DTSTART;TZID=Mars/Olympus:20260304T090000Z|DURATION:PT1H")]
    [InlineData("DTSTART:20260304T090000Z|DTEND:20260304T100000Z|DURATION:PT5H")]
    [InlineData("DTSTART:20260304T090000Z||DURATION:PT1H|")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|BEGIN:VALARM|BEGIN:X-DEEP|END:X-DEEP|DTSTART:19990101|END:VALARM")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|BEGIN:VALARM|END:VALARM|BEGIN:VALARM|END:VALARM")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:freq=daily;count=1;;")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;INTERVAL=100000")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260304T090000Z")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260305T085959Z")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260304")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;BYDAY=WE,WE;COUNT=1")]
    [InlineData("DTSTART:20260303T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;BYDAY=WE;COUNT=1")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3|EXDATE;VALUE=DATE:20260305|EXDATE:20260306T090000Z")]
    [InlineData("DTSTART:20260303T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2|EXDATE:20260303T090000Z,20260304T090001Z")]
    public void The_same_hour_is_said_in_many_ways(string lines) => Assert.Equal("03-04 09:00>03-04 10:00", Shown(Read(Event(lines))));

    [Theory]
    // A date is a day of the person's zone, whatever zone stands beside it.
    [InlineData("DTSTART;TZID=Asia/Tokyo;VALUE=DATE:20260304", "03-03 23:00>03-04 23:00")]
    [InlineData("DTSTART:20260304Z", "03-03 23:00>03-04 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DURATION:P2D", "03-03 23:00>03-05 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DURATION:P1W", "03-03 23:00>03-10 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DURATION:PT36H", "03-03 23:00>03-05 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DURATION:PT0S", "03-03 23:00>03-04 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DTEND;VALUE=DATE:20260304", "")]
    [InlineData("DTSTART:20260304T090000Z", "")]
    [InlineData("DTSTART:20260304T090000Z|DTEND:20260304T090000Z", "")]
    // The clocks of Berlin go from two to three on 29 March, and show half past two twice on 25 October.
    [InlineData("DTSTART:20260329T023000|DURATION:PT1H", "03-29 01:00>03-29 02:00")]
    [InlineData("DTSTART:20260328T230000|DTEND:20260329T040000|RRULE:FREQ=DAILY;COUNT=2", "03-28 22:00>03-29 02:00, 03-29 21:00>03-30 01:00")]
    [InlineData("DTSTART:20260306T090000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;BYDAY=MO,FR,SU;COUNT=3", "03-06 09:00>03-06 10:00, 03-08 09:00>03-08 10:00, 03-09 09:00>03-09 10:00")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=2", "03-04 09:00>03-04 10:00, 03-11 09:00>03-11 10:00")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;BYDAY=SA,TU,TH;COUNT=3", "03-05 09:00>03-05 10:00, 03-07 09:00>03-07 10:00, 03-10 09:00>03-10 10:00")]
    [InlineData("DTSTART:20260301T090000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,SA;WKST=SU;COUNT=3", "03-01 09:00>03-01 10:00, 03-07 09:00>03-07 10:00, 03-15 09:00>03-15 10:00")]
    // What touches the span counts for what it touches; what only borders on it does not.
    [InlineData("DTSTART:20260228T220000Z|DTEND:20260301T000000Z", "")]
    [InlineData("DTSTART:20260228T220000Z|DTEND:20260301T000001Z", "02-28 22:00>03-01 00:00")]
    [InlineData("DTSTART:20260430T000000Z|DURATION:PT1H", "")]
    [InlineData("DTSTART:20260429T235959Z|DURATION:PT1H", "04-29 23:59>04-30 00:59")]
    // Some write 'for ever' as a year far away.
    [InlineData("DTSTART:20260428T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=99991231T235959", "04-28 09:00>04-28 10:00, 04-29 09:00>04-29 10:00")]
    [InlineData("DTSTART;VALUE=DATE:99991231", "")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DURATION:P36600D", "03-03 23:00>05-18 22:00")]
    public void A_length_or_a_repetition_at_its_edge(string lines, string expected) => Assert.Equal(expected, Shown(Read(Event(lines))));

    [Theory]
    [InlineData("DTSTART:99991231T235959")]
    [InlineData("DTSTART:20260304T090000Z|DTEND:99991231T235959")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DTEND;VALUE=DATE:99991231")]
    public void A_year_far_away_is_the_last_one_that_is_looked_at(string lines)
    {
        var away = IcsCalendar.Read(Event(lines), "America/New_York", isEverything: true, From, Until).Away!;

        Assert.All(away, stretch => Assert.Equal(2200, stretch.Until.AddHours(-5).Year));
    }

    [Theory]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT-1H")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:P1Y")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:soon")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:P36601D")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:P4000000D")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:PT9223372036854775807H")]
    [InlineData("DTSTART:20260304T090000Z|DURATION:P2147483647W")]
    [InlineData("DTSTART:20260304T090000Z|DTEND:soon")]
    [InlineData("DTSTART;VALUE=DATE:20260304|DTEND:20260305T000000Z")]
    [InlineData("DTSTART;VALUE=DATE:18991231")]
    [InlineData("DTSTART:00010101T000000|DTEND:20260401T000000Z")]
    [InlineData("DTSTART;TZID=Mars/Olympus;VALUE=DATE:20260304")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY|RRULE:FREQ=WEEKLY")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY|EXRULE:FREQ=WEEKLY")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY|EXDATE:20260305T090000Z,soon")]
    [InlineData("DTSTART:20260304T090000Z|RECURRENCE-ID:soon")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;INTERVAL=0")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;INTERVAL=100001")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;INTERVAL=-1")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;UNTIL=soon")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;WKST=XX")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;BYMONTH=3")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;FREQ=WEEKLY")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;BYDAY=MO,XX")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;COUNT")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:FREQ=DAILY;=3")]
    [InlineData("DTSTART:20260304T090000Z|RRULE:")]
    [InlineData("SUMMARY:When?")]
    public void What_is_not_understood_is_said_to_be(string lines) => Assert.Equal(new(null, NotUnderstood), Read(Event(lines)));

    [Theory]
    [InlineData("BEGIN:VCALENDAR")]
    [InlineData("X-NOTE:1\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0")]
    [InlineData("BEGIN:VCALENDAR\nno colon\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nX-NOTE;A=\"open:1\nEND:VCALENDAR")]
    [InlineData(" BEGIN:VCALENDAR\nEND:VCALENDAR")]
    [InlineData("BEGIN:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nEND:VEVENT")]
    public void What_is_no_whole_calendar_is_said_to_be_none(string text) => Assert.Equal(new(null, "it is no whole iCalendar"), Read(text));

    [Fact]
    public void An_event_without_an_end_is_said_to_have_none() => Assert.Equal(new(null, "an event of it has no end"), Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260304\nBEGIN:VALARM\nEND:VEVENT\nEND:VCALENDAR"));

    [Fact]
    public void A_calendar_without_events_says_that_nobody_is_away()
    {
        Assert.Empty(Read("begin:vcalendar \nEnd: VCALENDAR\n\n").Away!);
        Assert.Empty(Read("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nDTSTART:16010101T000000\nEND:VTIMEZONE\nEND:VEVENT\nEND:VCALENDAR").Away!);
    }

    [Fact]
    public void A_calendar_is_read_up_to_its_greatest_length()
    {
        string Padded(int length) => "BEGIN:VCALENDAR\nX-NOTE:" + new string('x', length - 37) + "\nEND:VCALENDAR";

        Assert.Empty(Read(Padded(IcsCalendar.MaxCharacters)).Away!);
        Assert.Equal(new(null, "it has 1000001 characters, 1000000 are read"), Read(Padded(IcsCalendar.MaxCharacters + 1)));
    }

    [Fact]
    public void As_many_absences_are_taken_as_are_kept_and_no_more()
    {
        string Many(int count) => Calendar([.. Enumerable.Range(0, count).Select(i => $"UID:{i}|DTSTART:20260304T{i / 60:00}{i % 60:00}00Z|DURATION:PT1S")]);

        Assert.Equal(500, Read(Many(500)).Away!.Count);
        Assert.Equal(new(null, "it has more than 500 absences"), Read(Many(501)));
    }

    [Fact]
    public void As_many_times_are_looked_at_as_take_a_moment_and_no_more()
    {
        string[] daily = [.. Enumerable.Range(0, 4).Select(i => $"UID:{i}|DTSTART:19000101T000000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=25000")];

        Assert.Empty(Read(Calendar(daily)).Away!);
        Assert.Equal(new(null, "its events repeat more than 100000 times"), Read(Calendar([.. daily, "UID:9|DTSTART:20260304T090000Z"])));
    }

    [Fact]
    public void The_last_year_that_is_looked_at_is_looked_at_whole()
    {
        var away = IcsCalendar.Read(Event("DTSTART:22000601T000000Z|DURATION:PT1H"), "Etc/UTC", isEverything: true, new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2201, 1, 1, 0, 0, 0, TimeSpan.Zero)).Away!;

        Assert.Equal(6, Assert.Single(away).From.Month);
    }

    [Theory]
    [InlineData("FREQ=DAILY")]
    [InlineData("FREQ=WEEKLY;BYDAY=WE")]
    public void Nothing_repeats_beyond_the_last_year_that_is_looked_at(string rule)
    {
        var away = IcsCalendar.Read(Event($"DTSTART:21990102T000000Z|DURATION:PT1H|RRULE:{rule}"), "Etc/UTC", isEverything: true, new(2200, 12, 25, 0, 0, 0, TimeSpan.Zero), new(2202, 1, 1, 0, 0, 0, TimeSpan.Zero)).Away!;

        Assert.Equal(new(2200, 12, 31, 1, 0, 0, TimeSpan.Zero), away[^1].Until);
    }

    [Fact]
    public void A_day_that_a_zone_never_had_is_no_obstacle()
    {
        var away = IcsCalendar.Read(Event("DTSTART;VALUE=DATE:20111228|RRULE:FREQ=DAILY;COUNT=5"), "Pacific/Apia", isEverything: true, new(2011, 12, 1, 0, 0, 0, TimeSpan.Zero), new(2012, 2, 1, 0, 0, 0, TimeSpan.Zero)).Away!;

        // 28 and 29 December, 31 December, 1 January: the 30th was left out when Samoa crossed the date line.
        Assert.Equal([new(new(2011, 12, 28, 10, 0, 0, TimeSpan.Zero), new(2012, 1, 1, 10, 0, 0, TimeSpan.Zero))], away);
    }

    [Fact]
    public void The_calendars_own_zone_comes_before_the_persons()
    {
        string In(string zone) => Event("DTSTART:20260304T090000|DURATION:PT1H").Replace("VERSION:2.0", "X-WR-TIMEZONE:" + zone, StringComparison.Ordinal);

        Assert.Equal("03-04 00:00>03-04 01:00", Shown(Read(In("Asia/Tokyo"))));
        Assert.Equal("03-04 00:00>03-04 01:00", Shown(Read(In("Tokyo Standard Time"))));
        Assert.Equal("03-04 08:00>03-04 09:00", Shown(Read(In("Mars/Olympus"))));
    }

    [Theory]
    [InlineData("SUMMARY:OOO", true)]
    [InlineData("SUMMARY: ooo ", true)]
    [InlineData("SUMMARY:OOO Rome", true)]
    [InlineData("SUMMARY:OOO: Rome", true)]
    [InlineData("SUMMARY:OOOps", false)]
    [InlineData("SUMMARY:Out of office", true)]
    [InlineData("SUMMARY:Not out of office", false)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:oof", true)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", false)]
    [InlineData("SUMMARY:OOO|TRANSP:TRANSPARENT", true)]
    [InlineData("SUMMARY:OOO|STATUS:cancelled", false)]
    [InlineData("SUMMARY:OOO|STATUS:CONFIRMED", true)]
    [InlineData("", false)]
    public void Being_out_of_office_is_marked_in_one_of_these_ways(string marked, bool counts)
    {
        var reading = IcsCalendar.Read(Event("DTSTART:20260304T090000Z|DURATION:PT1H|" + marked), "Etc/UTC", isEverything: false, From, Until);

        Assert.Equal(counts ? 1 : 0, reading.Away!.Count);
    }

    [Fact]
    public void An_exception_takes_only_its_own_time_from_its_own_series()
    {
        string[] series = ["UID:1|SUMMARY:OOO|DTSTART:20260302T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3", "UID:2|SUMMARY:OOO|DTSTART:20260302T190000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2"];
        string Away(string exception) => Shown(IcsCalendar.Read(Calendar([.. series, exception]), "Etc/UTC", isEverything: false, From, Until));

        const string Whole = "03-02 09:00>03-02 10:00, 03-02 19:00>03-02 20:00, 03-03 09:00>03-03 10:00, 03-03 19:00>03-03 20:00, 03-04 09:00>03-04 10:00";
        Assert.Equal(Whole, Away("UID:3|SUMMARY:Lunch|RECURRENCE-ID:20260303T090000Z|DTSTART:20260303T090000Z|DURATION:PT1H"));
        // It is at work that day: what it replaces is gone, and it is no absence itself.
        Assert.Equal(Whole.Replace("03-03 09:00>03-03 10:00, ", "", StringComparison.Ordinal), Away("UID:1|SUMMARY:At work|RECURRENCE-ID:20260303T090000Z|DTSTART:20260303T120000Z|DURATION:PT1H"));
        Assert.Equal(Whole.Replace("03-03 09:00>03-03 10:00, ", "", StringComparison.Ordinal), Away("UID:1|SUMMARY:At work|RECURRENCE-ID;VALUE=DATE:20260303|DTSTART;VALUE=DATE:20260303"));
        // It only grew longer, where it was.
        Assert.Equal(Whole.Replace("03-03 10:00", "03-03 11:00", StringComparison.Ordinal), Away("UID:1|SUMMARY:OOO|RECURRENCE-ID:20260303T090000Z|DTSTART:20260303T090000Z|DURATION:PT2H"));
        // Whatever is neither an absence nor an exception to one need not be understood.
        Assert.Equal(Whole, Away("UID:3|SUMMARY:Lunch|RECURRENCE-ID:soon|DTSTART:soon"));
    }

    [Fact]
    public void Absences_that_touch_or_hold_one_another_are_one()
    {
        var reading = Read(Calendar(
            "UID:1|DTSTART:20260304T120000Z|DTEND:20260304T130000Z", "UID:2|DTSTART:20260304T090000Z|DTEND:20260304T120000Z", "UID:3|DTSTART:20260304T100000Z|DTEND:20260304T110000Z", "UID:4|DTSTART:20260304T130001Z|DTEND:20260304T140000Z"));

        Assert.Equal("03-04 09:00>03-04 13:00, 03-04 13:00>03-04 14:00", Shown(reading));
    }

    private static CalendarReading Read(string text) => IcsCalendar.Read(text, "Europe/Berlin", isEverything: true, From, Until);

    private static string Event(string lines) => Calendar("UID:1|" + lines);

    private static string Calendar(params string[] events) =>
        $"BEGIN:VCALENDAR\nVERSION:2.0\n{string.Concat(events.Select(one => $"BEGIN:VEVENT\n{one.Replace("|", "\n", StringComparison.Ordinal)}\nEND:VEVENT\n"))}END:VCALENDAR\n";

    private static string Shown(CalendarReading reading)
    {
        Assert.Null(reading.Problem);
        return string.Join(", ", reading.Away!.Select(away => $"{away.From.UtcDateTime:MM-dd HH:mm}>{away.Until.UtcDateTime:MM-dd HH:mm}"));
    }
}
