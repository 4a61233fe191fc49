using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Tests.Governance.Coverage.Schedules;

public sealed class ScheduleParserTests
{
    [Fact]
    public void Absences_and_calendars_are_read()
    {
        var result = Parse("""
            absences:
              - { person: ben, from: 2026-12-21, until: 2027-01-04, reason: annual leave }
            calendars:
              - { person: chidi, file: calendars/chidi.ics, zone: Europe/Berlin, counts: everything }
              - { person: emil, url: "https://calendar.example.com/private-abc/emil.ics" }
            """);

        Assert.Empty(result.Errors);
        Assert.Equal("ben", Assert.Single(result.Schedule!.Absences).Person.Value);
        Assert.Equal([("chidi", "Europe/Berlin", true), ("emil", "Etc/UTC", false)], result.Schedule.Calendars.Select(calendar => (calendar.Person.Value, calendar.Zone, calendar.IsEverything)));
    }

    [Theory]
    [InlineData("absences: [{ person: bne, from: 2026-01-01, until: 2026-01-02, reason: x }]", "catalog.unknown_name", 22)]
    [InlineData("absences: [{ person: ben, from: 2026-01-02, until: 2026-01-01, reason: x }]", "catalog.range", 52)]
    [InlineData("calendars: [{ person: ben }]", "schedule.one_source", 13)]
    [InlineData("calendars: [{ person: ben, file: a.ics, url: \"https://a.example\" }]", "schedule.one_source", 13)]
    [InlineData("calendars: [{ person: ben, file: ../a.ics }]", "catalog.wrong_type", 34)]
    [InlineData("calendars: [{ person: ben, file: a.ics, zone: Europe/Berln }]", "catalog.unknown_value", 47)]
    [InlineData("calendars: [{ person: ben, url: \"ftp://a.example/x\" }]", "schedule.bad_url", 13)]
    [InlineData("calendars: [{ person: ben, url: \"https://me:secret@a.example/x\" }]", "schedule.bad_url", 13)]
    [InlineData("calendars: [{ person: ben, file: a.ics }, { person: ben, file: b.ics }]", "schedule.duplicate", 53)]
    [InlineData("holidays: []", "catalog.unknown_key", 1)]
    public void A_mistake_has_file_line_and_column(string text, string code, int column)
    {
        var result = Parse(text);

        var error = Assert.Single(result.Errors, error => error.Code == code);
        Assert.Equal(("schedule.yaml", 1, column), (error.File, error.Line, error.Column));
        Assert.Null(result.Schedule);
    }

    private static ScheduleResult Parse(string text) => ScheduleParser.Parse(text, "schedule.yaml", Demo.Catalog);
}
