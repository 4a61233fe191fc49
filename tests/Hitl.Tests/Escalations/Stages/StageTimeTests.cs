using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

public sealed class StageTimeTests
{
    [Theory]
    [InlineData("09:00", "17:30", "08:30:00")]
    [InlineData("22:00", "06:00", "08:00:00")]
    [InlineData("09:00", "00:00", "15:00:00")]
    [InlineData("08:00", "08:00", "1.00:00:00")]
    [InlineData("00:00", "00:00", "1.00:00:00")]
    public void A_working_day_lasts_until_its_end_also_over_midnight(string from, string until, string daily)
    {
        var hours = new WorkingHours("Europe/Berlin", [DayOfWeek.Monday], TimeOnly.Parse(from, null), TimeOnly.Parse(until, null), []);

        Assert.Equal(TimeSpan.Parse(daily, null), hours.Daily);
    }

    [Fact]
    public void A_stage_is_due_when_its_wait_is_over_unless_the_clock_says_another_moment()
    {
        var stage = Case.Stage(1);

        Assert.Equal(Case.Now.AddMinutes(5), stage.Deadline);
        Assert.Equal(Case.Now, (stage with { DueAt = Case.Now }).Deadline);
    }

    [Fact]
    public void Only_working_time_and_extensions_move_the_clock_of_a_stage()
    {
        var plain = Case.Path.Stages[0];

        Assert.False(plain.HasMovingClock);
        Assert.True((plain with { InWorkingTime = true }).HasMovingClock);
        Assert.True((plain with { Extension = new(TimeSpan.FromMinutes(5), 1) }).HasMovingClock);
    }

    [Fact]
    public void Whoever_is_away_is_told_so_before_how_much_they_were_asked()
    {
        var people = new Availability([new(Case.Ada, Case.Now, Case.Now.AddHours(1), "leave"), new(Case.Ben, Case.Now.AddHours(1), Case.Now.AddHours(2), "leave")])
        {
            Occupied = new Dictionary<PersonId, string> { [Case.Ada] = "is busy", [Case.Chidi] = "is busy" },
        };

        Assert.Equal(("is away (leave)", null, "is busy", null), (people.WhyNot(Case.Ada, Case.Now), people.WhyNot(Case.Ben, Case.Now), people.WhyNot(Case.Chidi, Case.Now), people.WhyNot(Case.Dana, Case.Now)));
        Assert.Equal("is busy", people.WhyNot(Case.Ada, Case.Now.AddHours(1)));
    }

    [Fact]
    public void Without_more_said_nobody_is_occupied_doubted_or_resting_and_nobody_is_reminded()
    {
        var (nobody, role) = (new Availability([]), new RoleDefinition(Case.Approver, [], new Dictionary<PersonId, IReadOnlyList<PersonId>>(), []));

        Assert.Empty(nobody.Occupied);
        Assert.Empty(nobody.Doubted);
        Assert.Empty(role.Resting);
        Assert.Empty(new StageDefinition { Name = "s", Role = Case.Approver, Wait = TimeSpan.FromMinutes(1) }.Reminders);
    }

    [Fact]
    public void A_vote_without_a_quorum_is_lost_by_one_denial_and_won_by_one_approval()
    {
        Assert.Equal(1, StageTally.DenialsNeeded(Case.Path.Stages[0] with { ByMajority = true, Quorum = 0 }));
        Assert.Equal(3, StageTally.DenialsNeeded(Case.Path.Stages[0] with { ByMajority = true, Quorum = 3 }));
        Assert.Equal(1, StageTally.DenialsNeeded(Case.Path.Stages[0] with { Quorum = 3 }));
    }

    [Theory]
    [InlineData(StageStandingKind.Member, true)]
    [InlineData(StageStandingKind.Coverage, true)]
    [InlineData(StageStandingKind.Conflicted, false)]
    [InlineData(StageStandingKind.NotAllowed, false)]
    [InlineData(StageStandingKind.Undetermined, false)]
    public void Only_members_and_coverage_may_decide(StageStandingKind kind, bool may) => Assert.Equal(may, new StageStanding(kind, null).MayDecide);
}
