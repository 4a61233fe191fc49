using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage;
using Hitl.Governance.Coverage.Schedules;

namespace Hitl.Tests.Governance.Coverage.Schedules;

public sealed class RotationTests
{
    private static readonly PersonId[] People = [new("ada"), new("ben"), new("chidi")];

    [Theory]
    [InlineData("2026-03-01T00:00:00Z", "")]
    [InlineData("2026-03-02T07:59:59Z", "")]
    [InlineData("2026-03-02T08:00:00Z", "ada")]
    [InlineData("2026-03-09T07:59:59Z", "ada")]
    [InlineData("2026-03-09T08:00:00Z", "ben")]
    // Summer time began on 29 March: nine o'clock is an hour earlier.
    [InlineData("2026-03-30T06:59:59Z", "ada")]
    [InlineData("2026-03-30T07:00:00Z", "ben")]
    [InlineData("2026-10-26T07:59:59Z", "ada")]
    [InlineData("2026-10-26T08:00:00Z", "ben")]
    public void A_turn_begins_at_its_local_time_whatever_the_clocks_did(string at, string expected)
    {
        var weekly = new Rotation(People, 7, new(9, 0), "Europe/Berlin", new(2026, 3, 2));

        Assert.Equal(expected, RotationTurns.InOrder(weekly, Moment(at)).Select(person => person.Value).FirstOrDefault() ?? "");
    }

    [Fact]
    public void A_turn_that_would_begin_at_a_skipped_time_begins_when_the_clocks_have_moved()
    {
        var daily = new Rotation(People, 1, new(2, 30), "Europe/Berlin", new(2026, 3, 28));

        Assert.Equal(["2026-03-29T01:00:00", "2026-03-30T00:30:00"], RotationTurns.Begins(daily, Moment("2026-03-28T12:00:00Z"), Moment("2026-03-30T12:00:00Z")).Select(at => at.UtcDateTime.ToString("s")));
    }

    [Fact]
    public void A_turn_that_has_begun_goes_on_where_the_clocks_show_yesterday_again()
    {
        // St. John's went from one minute past midnight back to one past eleven in the evening.
        var daily = new Rotation(People, 1, TimeOnly.MinValue, "America/St_Johns", new(2010, 11, 6));

        Assert.Equal(
            ["ada", "ben", "ben", "ben", "ben"],
            new[] { "02:29:59", "02:30:00", "02:30:01", "02:45:00", "03:45:00" }.Select(at => RotationTurns.InOrder(daily, Moment($"2010-11-07T{at}Z"))[0].Value));
    }

    [Fact]
    public void A_turn_that_begins_with_the_end_of_a_span_is_of_the_next()
    {
        var daily = new Rotation(People, 1, new(9, 0), "Etc/UTC", new(2026, 3, 2));

        Assert.Equal([Moment("2026-03-03T09:00:00Z")], RotationTurns.Begins(daily, Moment("2026-03-02T09:00:00Z"), Moment("2026-03-04T09:00:00Z")));
    }

    [Fact]
    public void Exactly_one_is_on_duty_at_every_moment_and_it_changes_exactly_where_turns_begin()
    {
        var random = new Random(7);
        string[] zones = ["Europe/Berlin", "America/New_York", "America/Havana", "Pacific/Apia", "Asia/Kolkata", "Australia/Lord_Howe"];
        for (var i = 0; i < Effort.Of(200); i++)
        {
            var rotation = new Rotation(People[..random.Next(2, 4)], random.Next(1, 15), new(random.Next(24), random.Next(60)), zones[random.Next(zones.Length)], new DateOnly(2026, 1, 1).AddDays(random.Next(60)));
            var (from, until) = (Moment("2026-03-01T00:00:00Z"), Moment("2026-06-01T00:00:00Z"));

            var begins = RotationTurns.Begins(rotation, from, until).ToList();

            Assert.Equal(begins.Order().Distinct(), begins);
            foreach (var begin in begins)
            {
                var (before, after) = (RotationTurns.InOrder(rotation, begin.AddTicks(-1)), RotationTurns.InOrder(rotation, begin));
                Assert.Equal(before.Count == 0 ? rotation.Members : [.. before.Skip(1), before[0]], after);
            }

            for (var at = from; at < until; at += TimeSpan.FromHours(7))
            {
                var next = begins.Where(begin => begin > at).DefaultIfEmpty(until).Min();
                Assert.Equal(RotationTurns.InOrder(rotation, at), RotationTurns.InOrder(rotation, next.AddTicks(-1)));
            }
        }
    }

    [Fact]
    public void Only_who_is_on_duty_is_asked_and_every_turn_is_a_stretch_of_the_proof()
    {
        var role = Demo.Catalog.Roles[new("senior-approver")];
        var rotation = new Rotation(role.Members, 7, new(9, 0), "Europe/Berlin", new(2026, 1, 5));
        var catalog = Demo.Catalog with { Roles = new Dictionary<RoleId, RoleDefinition>(Demo.Catalog.Roles) { [role.Role] = role with { Rotation = rotation } } };

        var lines = CoverageProof.Run(catalog, Demo.Now, 30).Lines.Where(line => line.Role == role.Role && line.Actors.Contains(new("support-bot"))).ToList();

        Assert.True(lines.Select(line => line.From).Distinct().Count() >= 4);
        foreach (var line in lines) Assert.Equal(RotationTurns.InOrder(rotation, line.From)[0], line.People[0]);
    }

    [Fact]
    public void Away_on_duty_hands_the_turn_to_the_next_in_their_own_right()
    {
        var role = new RoleDefinition(new("desk"), People, new Dictionary<PersonId, IReadOnlyList<PersonId>>(), [new("emil")]) { Resting = [People[1], People[2]] };

        var asked = StageResolver.Resolve(role, [new(People[0], Demo.Now, Demo.Now.AddHours(1), "leave")], [], Demo.Now, includeCoverage: false).Asked;

        Assert.Equal([new(People[1], null, "is next in the rotation after ada, who is away (leave)")], asked);
    }

    [Theory]
    [InlineData("ada", 1, "ben")]
    [InlineData("", 2, "ada,ben")]
    [InlineData("ada,ben", 2, "chidi")]
    [InlineData("ada,ben,chidi", 1, "")]
    public void Members_who_rest_are_called_in_where_too_few_are_on_duty(string conflicted, int quorum, string expected)
    {
        var role = new RoleDefinition(new("desk"), People, new Dictionary<PersonId, IReadOnlyList<PersonId>>(), []) { Resting = [People[1], People[2]] };
        PersonId[] out_ = [.. conflicted.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new PersonId(id))];

        var asked = StageResolver.Resolve(role, new Availability([]), out_, Demo.Now, includeCoverage: false, quorum).Asked;

        Assert.Equal(expected, string.Join(',', asked.Select(one => one.Person)));
        Assert.All(asked, one => Assert.Null(one.CoversFor));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
