using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Tests.Governance.Coverage.Schedules;

public sealed class WorkingTimeTests
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly DayOfWeek[] EveryDay = [.. Enum.GetValues<DayOfWeek>()];
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Asia/Kolkata", "America/Havana", "Africa/Cairo", "Pacific/Apia", "Etc/UTC"];

    public static TheoryData<string, string, double, string> Cases => new()
    {
        // Within a day, over a night, over a weekend.
        { "office", "2026-01-07T09:00:00Z", 2, "2026-01-07T11:00:00Z" },
        { "office", "2026-01-07T15:00:00Z", 2, "2026-01-08T09:00:00Z" },
        { "office", "2026-01-09T15:30:00Z", 1, "2026-01-12T08:30:00Z" },
        { "office", "2026-01-10T12:00:00Z", 0.5, "2026-01-12T08:30:00Z" },
        // The clocks of Berlin go forward on 29 March and back on 25 October 2026: the same hours by the wall, another moment.
        { "office", "2026-03-27T15:00:00Z", 2, "2026-03-30T08:00:00Z" },
        { "office", "2026-10-23T14:00:00Z", 2, "2026-10-26T09:00:00Z" },
        // A night shift over the change has seven hours, or nine.
        { "nights", "2026-03-28T21:00:00Z", 7, "2026-03-29T04:00:00Z" },
        { "nights", "2026-10-24T20:00:00Z", 9, "2026-10-25T05:00:00Z" },
        // Work begins at a time that is skipped, or shown twice.
        { "skipped", "2026-03-28T23:00:00Z", 1, "2026-03-29T02:00:00Z" },
        { "skipped", "2026-10-24T22:00:00Z", 2, "2026-10-25T02:30:00Z" },
        // 29 February is a day like any other.
        { "whole", "2028-02-28T00:00:00Z", 24, "2028-02-29T00:00:00Z" },
        { "whole", "2028-02-28T00:00:00Z", 48, "2028-03-01T00:00:00Z" },
        { "whole", "2027-02-28T00:00:00Z", 24, "2027-03-01T00:00:00Z" },
        { "closed", "2026-12-24T15:00:00Z", 2, "2026-12-28T09:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Time_passes_only_while_the_role_works(string hours, string from, double amount, string expected) =>
        Assert.Equal(Moment(expected), WorkingTime.Add(Hours(hours), Moment(from), TimeSpan.FromHours(amount)));

    [Theory]
    [InlineData("2026-03-28T00:00:00Z", 23)]
    [InlineData("2026-10-24T00:00:00Z", 25)]
    [InlineData("2026-06-10T00:00:00Z", 24)]
    public void A_whole_day_has_as_many_hours_as_the_clocks_make_of_it(string before, double hours)
    {
        var day = Hours("berlin-days");
        var start = WorkingTime.Add(day, Moment(before), TimeSpan.FromTicks(1)).AddTicks(-1);
        var midnight = Days.StartOf(start.AddHours(30), "Europe/Berlin");

        Assert.Equal(TimeSpan.FromHours(hours), WorkingTime.Between(day, midnight, Days.StartOf(midnight.AddHours(30), "Europe/Berlin")));
    }

    [Fact]
    public void Whatever_the_hours_and_the_zone_what_is_added_lies_between_and_adds_up()
    {
        var random = new Random(2026);
        for (var i = 0; i < Effort.Of(4_000); i++)
        {
            var hours = RandomHours(random);
            var start = Moment("2025-11-01T00:00:00Z").AddMinutes(random.Next(0, 800 * 24 * 60));
            var (one, two) = (TimeSpan.FromMinutes(random.Next(1, 6_000)), TimeSpan.FromMinutes(random.Next(1, 6_000)));

            var first = WorkingTime.Add(hours, start, one);
            var both = WorkingTime.Add(hours, first, two);

            Assert.True(first - start >= one);
            Assert.Equal(one, WorkingTime.Between(hours, start, first));
            Assert.Equal(WorkingTime.Add(hours, start, one + two), both);
            Assert.True(both - start <= WorkingTime.Longest(hours, one + two), $"{hours} {start:O} {one} {two}");
        }
    }

    [Fact]
    public void The_moments_of_a_stage_are_those_of_its_role()
    {
        var stage = new StageDefinition
        {
            Name = "first", Role = new("desk"), Wait = TimeSpan.FromHours(16), Reminders = [TimeSpan.FromHours(1), TimeSpan.FromHours(9)], CoverageAfter = TimeSpan.FromHours(8), InWorkingTime = true,
        };
        var roles = new Dictionary<Hitl.Escalations.Ids.RoleId, RoleDefinition> { [new("desk")] = new RoleDefinition(new("desk"), [], new Dictionary<Hitl.Escalations.Ids.PersonId, IReadOnlyList<Hitl.Escalations.Ids.PersonId>>(), []) { Hours = Hours("office") } };

        var clock = StageClocks.Of(stage, roles, Moment("2026-01-09T15:00:00Z"));

        Assert.Equal(Moment("2026-01-13T15:00:00Z"), clock.DueAt);
        Assert.Equal(
            [new(Moment("2026-01-09T16:00:00Z"), 1, false), new(Moment("2026-01-12T15:00:00Z"), 0, true), new(Moment("2026-01-12T16:00:00Z"), 2, false)], clock.Calls);
    }

    private static WorkingHours Hours(string name) => name switch
    {
        "office" => new("Europe/Berlin", Weekdays, new(9, 0), new(17, 0), []),
        "nights" => new("Europe/Berlin", EveryDay, new(22, 0), new(6, 0), []),
        "skipped" => new("Europe/Berlin", EveryDay, new(2, 30), new(4, 0), []),
        "closed" => new("Europe/Berlin", Weekdays, new(9, 0), new(17, 0), [new(2026, 12, 25)]),
        "berlin-days" => new("Europe/Berlin", EveryDay, new(0, 0), new(0, 0), []),
        _ => new("Etc/UTC", EveryDay, new(0, 0), new(0, 0), []),
    };

    private static WorkingHours RandomHours(Random random) => new(
        Zones[random.Next(Zones.Length)],
        [.. EveryDay.Where(_ => random.Next(2) == 0).DefaultIfEmpty(EveryDay[random.Next(7)])],
        new(random.Next(24), random.Next(60)),
        new(random.Next(24), random.Next(60)),
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(365)))]);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
