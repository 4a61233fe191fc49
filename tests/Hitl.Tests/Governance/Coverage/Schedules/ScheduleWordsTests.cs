using System.Text;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Tests.Governance.Coverage.Schedules;

/// <summary>What a schedule says when it is right, and what people are told when it is not.</summary>
public sealed class ScheduleWordsTests
{
    [Fact]
    public void Every_mistake_has_its_words()
    {
        string[] texts =
        [
            "- a list", "absences: [", "holidays: []", "absences: [{ person: bne, from: 2026-01-01, until: 2026-01-02, reason: x }]", "absences: [{ person: ben, from: 2026-01-02, until: 2026-01-02, reason: x }]", "absences: [{ person: ben }]",
            "calendars: [{}]", "calendars: [{ person: bne, file: a.ics }]", "calendars: [{ person: ben }]", "calendars: [{ person: ben, file: a.ics, url: \"https://a.example\" }]", "calendars: [{ person: ben, file: ../a.ics }]",
            "calendars: [{ person: ben, file: a.ics, zone: Europe/Berln }]", "calendars: [{ person: ben, file: a.ics, counts: nothing }]", "calendars: [{ person: ben, url: \"ftp://a.example/x\" }]", "calendars: [{ person: ben, url: \"/x.ics\" }]",
            "calendars: [{ person: ben, url: \"https://me:secret@a.example/x\" }]", "calendars: [{ person: ben, file: a.ics }, { person: ben, file: b.ics }]", $"calendars: [{{ person: ben, url: \"https://a.example/{new string('x', 2000)}\" }}]",
            $"calendars: [{{ person: ben, file: {new string('x', 200)}.ics }}]", new string('#', ScheduleParser.MaxCharacters + 1),
        ];
        var text = new StringBuilder();

        foreach (var one in texts)
        {
            text.Append($"== {(one.Length > 150 ? $"{one[..40]}… ({one.Length})" : one)}\n");
            var result = ScheduleParser.Parse(one, "schedule.yaml", Golden.Golden.Company);
            Assert.Null(result.Schedule);
            foreach (var error in result.Errors) text.Append($"{error}\n");
        }

        Golden.Golden.Holds("mistakes-schedules", text.ToString());
    }

    [Fact]
    public void A_human_who_is_away_is_away_under_every_id()
    {
        var schedule = Parse("absences: [{ person: hana, from: 2026-12-21, until: 2027-01-04, reason: leave }]").Schedule!;

        Assert.Equal(
            [new(new("hana"), At(2026, 12, 21), At(2027, 1, 4), "leave"), new(new("hana-night"), At(2026, 12, 21), At(2027, 1, 4), "leave")], schedule.Absences.OrderBy(absence => absence.Person.Value));
        Assert.Empty(schedule.Calendars);
    }

    [Fact]
    public void A_calendar_is_kept_with_everything_that_was_said_of_it_and_defaults_for_the_rest()
    {
        var schedule = Parse("calendars: [{ person: ben, file: a/b.ics, zone: Asia/Tokyo, counts: everything }, { person: ada, url: \"http://127.0.0.1:8090/x.ics\" }, { person: emil, file: e.ics, counts: out-of-office }]").Schedule!;

        Assert.Equal(
            [
                new(new("ben"), null, "a/b.ics", "Asia/Tokyo", true), new(new("ada"), new("http://127.0.0.1:8090/x.ics"), null, "Etc/UTC", false), new(new("emil"), null, "e.ics", "Etc/UTC", false),
            ], schedule.Calendars);
        Assert.Empty(schedule.Absences);
    }

    [Fact]
    public void A_schedule_is_read_up_to_its_greatest_length() =>
        Assert.Empty(Parse("absences: []\n#" + new string('x', ScheduleParser.MaxCharacters - 14)).Errors);

    private static ScheduleResult Parse(string text) => ScheduleParser.Parse(text, "schedule.yaml", Golden.Golden.Company);

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
