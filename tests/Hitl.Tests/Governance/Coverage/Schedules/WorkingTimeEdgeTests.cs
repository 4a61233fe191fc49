using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Tests.Governance.Coverage.Schedules;

/// <summary>Working time where there is none, where it begins and ends, and how long it can take at most; the moments of a stage in it.</summary>
public sealed class WorkingTimeEdgeTests
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    private static readonly WorkingHours Office = new("Etc/UTC", Weekdays, new(9, 0), new(17, 0), []);
    private static readonly DateTimeOffset Wednesday = new(2026, 1, 7, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void No_time_passes_at_once_also_at_night(int hours)
    {
        var night = new DateTimeOffset(2026, 1, 7, 3, 0, 0, TimeSpan.FromHours(2));

        var at = WorkingTime.Add(Office, night, TimeSpan.FromHours(hours));

        Assert.Equal((Wednesday.AddHours(1), TimeSpan.Zero), (at, at.Offset));
    }

    [Fact]
    public void A_day_that_is_worked_to_its_end_ends_there_and_not_next_morning() => Assert.Equal(Wednesday.AddHours(17), WorkingTime.Add(Office, Wednesday, TimeSpan.FromHours(8)));

    [Fact]
    public void Whoever_never_works_lets_no_time_pass() => Assert.Throws<InvalidOperationException>(() => WorkingTime.Add(Office with { Days = [] }, Wednesday, TimeSpan.FromHours(1)));

    [Fact]
    public void What_was_begun_the_evening_before_counts_also_where_the_day_itself_is_free()
    {
        var nights = new WorkingHours("Etc/UTC", [DayOfWeek.Tuesday], new(22, 0), new(6, 0), []);

        Assert.Equal(Wednesday.AddHours(3), WorkingTime.Add(nights, Wednesday.AddHours(1), TimeSpan.FromHours(2)));
        Assert.Equal(TimeSpan.FromHours(6), WorkingTime.Between(nights, Wednesday, Wednesday.AddDays(5)));
    }

    [Theory]
    [InlineData(0, 24, 8)]
    [InlineData(10, 12, 2)]
    [InlineData(16, 34, 2)]
    [InlineData(17, 33, 0)]
    [InlineData(12, 12, 0)]
    [InlineData(12, 10, 0)]
    [InlineData(0, 7 * 24, 40)]
    public void Between_two_moments_lies_the_work_between_them(int from, int until, int hours) => Assert.Equal(TimeSpan.FromHours(hours), WorkingTime.Between(Office, Wednesday.AddHours(from), Wednesday.AddHours(until)));

    [Theory]
    // Weeks of forty hours, one more for where it begins, one more for every half year begun, for days on which the clocks change.
    [InlineData(1, 0, 21)]
    [InlineData(40, 0, 21)]
    [InlineData(41, 0, 28)]
    [InlineData(32, 1, 21)]
    [InlineData(33, 1, 28)]
    [InlineData(1_000, 0, 189)]
    [InlineData(1_001, 0, 203)]
    public void How_long_it_can_take_is_reckoned_in_weeks(int hours, int closed, int days)
    {
        var office = Office with { Days = [.. Weekdays, DayOfWeek.Monday], Closed = [.. Enumerable.Range(1, closed).Select(day => new DateOnly(2026, 12, day))] };

        Assert.Equal(TimeSpan.FromDays(days), WorkingTime.Longest(office, TimeSpan.FromHours(hours)));
    }

    [Theory]
    [InlineData(null, "2026-03-08T00:00:00Z")]
    // The clocks of Havana skip midnight.
    [InlineData("America/Havana", "2026-03-08T05:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-03-07T15:00:00Z")]
    public void A_day_begins_where_its_zone_begins_it(string? zone, string expected) => Assert.Equal(Moment(expected), Days.StartOf(Moment("2026-03-08T12:00:00Z"), zone));

    [Fact]
    public void A_stage_calls_in_the_order_of_time_and_never_once_it_is_over()
    {
        var stage = Stage() with { Reminders = [TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(60)], CoverageAfter = TimeSpan.FromMinutes(30) };

        var clock = StageClocks.Of(stage, Roles(Office), Wednesday);

        Assert.Equal(Wednesday.AddHours(1), clock.DueAt);
        Assert.Equal([new(Wednesday.AddMinutes(10), 1, false), new(Wednesday.AddMinutes(30), 0, true), new(Wednesday.AddMinutes(50), 2, false)], clock.Calls);
        Assert.Empty(StageClocks.Of(Stage() with { CoverageAfter = TimeSpan.FromHours(1) }, Roles(Office), Wednesday).Calls);
    }

    [Fact]
    public void Only_where_the_catalog_says_so_the_clock_of_a_stage_stands_still_at_night()
    {
        var working = Stage() with { InWorkingTime = true };

        Assert.Equal(Wednesday.AddHours(10), StageClocks.Of(working, Roles(Office), Wednesday).DueAt);
        Assert.Equal(Wednesday.AddHours(1), StageClocks.Of(working, Roles(null), Wednesday).DueAt);
        Assert.Equal(Wednesday.AddHours(1), StageClocks.Of(working with { Role = new("gone") }, Roles(Office), Wednesday).DueAt);
    }

    [Fact]
    public void A_stage_is_extended_from_its_end_by_its_own_time()
    {
        var open = new StageRecord(new(new("req_1"), 1, 1), Stage() with { Extension = new(TimeSpan.FromHours(2), 3) }, StageStatus.Open, [], Wednesday.AddHours(14.5), null);

        Assert.Equal(Wednesday.AddHours(17.5), StageClocks.Extended(open, Roles(Office)));
        Assert.Equal(Wednesday.AddHours(24 + 9.5), StageClocks.Extended(open with { Definition = open.Definition with { InWorkingTime = true } }, Roles(Office)));
        Assert.Throws<InvalidOperationException>(() => StageClocks.Extended(open with { Definition = Stage() }, Roles(Office)));
    }

    [Fact]
    public void The_longest_a_stage_takes_has_every_extension_in_it()
    {
        var extended = Stage() with { Extension = new(TimeSpan.FromHours(13), 3) };

        Assert.Equal(TimeSpan.FromHours(1), StageClocks.Longest(Stage(), Roles(Office)));
        Assert.Equal(TimeSpan.FromHours(40), StageClocks.Longest(extended, Roles(Office)));
        Assert.Equal(TimeSpan.FromDays(21), StageClocks.Longest(extended with { InWorkingTime = true }, Roles(Office)));
    }

    private static StageDefinition Stage() => new() { Name = "first", Role = new("desk"), Wait = TimeSpan.FromHours(1) };

    private static Dictionary<RoleId, RoleDefinition> Roles(WorkingHours? hours) => new() { [new("desk")] = new(new("desk"), [], new Dictionary<PersonId, IReadOnlyList<PersonId>>(), []) { Hours = hours } };

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
