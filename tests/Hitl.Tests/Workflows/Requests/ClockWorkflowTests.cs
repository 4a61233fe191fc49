using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Coverage.Schedules;
using Hitl.Workflows.Requests;

namespace Hitl.Tests.Workflows.Requests;

/// <summary>Stages whose moments are calendars' or people's to move, or that nobody can be reached for; votes, and several roles at once.</summary>
public sealed class ClockWorkflowTests : IClassFixture<StoryWorld>
{
    private readonly StoryWorld _world;

    public ClockWorkflowTests(StoryWorld world) => _world = world;

    [Fact]
    public async Task In_working_time_reminder_and_end_come_when_the_role_has_worked_so_long()
    {
        var hours = StoryWorld.Catalog.Roles[new("office")].Hours!;
        var request = await _world.AskAsync("goodwill", 500);
        var stage = await _world.OpenAsync(request, 1);

        var end = await _world.EndAsync(request);

        var closed = (await _world.Stages.FindAsync(stage.Key, TestContext.Current.CancellationToken))!;
        Assert.Equal((RequestState.Expired, StageStatus.Escalated), (end, closed.Status));
        Assert.Equal(WorkingTime.Add(hours, stage.OpenedAt, TimeSpan.FromHours(16)), closed.DueAt!.Value, TimeSpan.FromSeconds(10));
        Assert.InRange(closed.ClosedAt!.Value - closed.DueAt.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal([1], _world.Stages.Called.Where(call => call.Stage == stage.Key).Select(call => call.Reminder));
    }

    [Fact]
    public async Task An_extension_moves_the_timer_and_the_stage_ends_when_it_says()
    {
        var request = await _world.AskAsync("goodwill", 1_500);
        var stage = await _world.OpenAsync(request, 1);
        var entry = new LedgerEntry { Kind = LedgerKinds.StageExtended, Request = request, By = "person:emil", Summary = "Extended." };

        var isExtended = await _world.Stages.ExtendAsync(stage.Key, stage.Deadline + TimeSpan.FromHours(2), 0, [entry], TestContext.Current.CancellationToken);
        await _world.SignalAsync(request, RequestAddress.DecisionRecorded);
        await _world.PassAsync(TimeSpan.FromHours(2));
        var after = (await _world.Stages.FindAsync(stage.Key, TestContext.Current.CancellationToken))!;
        var end = await _world.EndAsync(request);

        var closed = (await _world.Stages.FindAsync(stage.Key, TestContext.Current.CancellationToken))!;
        Assert.True(isExtended);
        Assert.Equal((StageStatus.Open, RequestState.Expired), (after.Status, end));
        Assert.InRange(closed.ClosedAt!.Value - stage.Deadline, TimeSpan.FromHours(2), TimeSpan.FromMinutes(121));
        Assert.Equal([1], _world.Stages.Called.Where(call => call.Stage == stage.Key).Select(call => call.Reminder));
    }

    [Fact]
    public async Task An_extension_whose_signal_never_came_still_holds_at_the_old_end()
    {
        var request = await _world.AskAsync("goodwill", 1_600);
        var stage = await _world.OpenAsync(request, 1);

        await _world.Stages.ExtendAsync(stage.Key, stage.Deadline + TimeSpan.FromHours(2), 0, [], TestContext.Current.CancellationToken);
        await _world.PassAsync(TimeSpan.FromHours(2));
        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
    }

    [Fact]
    public async Task Cards_that_are_refused_for_good_cost_no_time_coverage_and_then_the_next_people_are_asked_at_once()
    {
        _world.Cards.Posts.Enqueue(CardWall.Refused);
        _world.Cards.Posts.Enqueue(CardWall.Refused);
        var (begun, posted) = (_world.Time.GetUtcNow(), _world.Cards.Posted);
        var request = await _world.AskAsync("refund", 42_000);

        await _world.PassUntilAsync(() => _world.Cards.Posted > posted);
        var passed = _world.Time.GetUtcNow() - begun;
        var stage = await _world.OpenAsync(request, 2);
        await _world.DecideAsync(stage.Key, "farah", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Equal([StageStatus.Skipped, StageStatus.Approved], _world.Stages.All.Where(one => one.Key.Request == request).Select(one => one.Status));
        Assert.Equal(["emil", "farah"], _world.Stages.All.Single(one => one.Key == stage.Key).Asked.Select(asked => asked.Person.Value));
        Assert.InRange(passed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task By_majority_one_denial_is_a_vote_and_two_approvals_run_it()
    {
        var request = await _world.AskAsync("goodwill", 2_500);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Deny, "not this one");
        await _world.PassAsync(TimeSpan.FromMinutes(5));
        var afterOne = _world.Requests.Get(request).State;
        await _world.DecideAsync(stage.Key, "chidi", Verdict.Approve);
        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal((RequestState.Deciding, RequestState.Executed), (afterOne, end));
    }

    [Fact]
    public async Task By_majority_two_denials_end_it_whatever_the_third_says()
    {
        var request = await _world.AskAsync("goodwill", 2_600);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        await _world.DecideAsync(stage.Key, "chidi", Verdict.Deny, "no");
        await _world.DecideAsync(stage.Key, "emil", Verdict.Deny, "no");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Denied, end);
    }

    [Fact]
    public async Task Where_two_desks_must_agree_two_of_one_are_not_enough()
    {
        var request = await _world.AskAsync("goodwill", 3_500);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "ben", Verdict.Approve);
        await _world.DecideAsync(stage.Key, "chidi", Verdict.Approve);
        await _world.PassAsync(TimeSpan.FromMinutes(5));
        var afterTwo = _world.Requests.Get(request).State;
        await _world.DecideAsync(stage.Key, "farah", Verdict.Approve);
        var end = await _world.EndAsync(request);

        Assert.Equal(["ben", "chidi", "emil", "farah"], stage.Asked.Select(asked => asked.Person.Value));
        Assert.Equal((RequestState.Deciding, RequestState.Executed), (afterTwo, end));
    }
}
