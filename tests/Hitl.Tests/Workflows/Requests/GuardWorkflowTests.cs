using Hitl.Escalations.Decisions;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Workflows.Requests;

/// <summary>State of the target that people approve under: shown, read again right before sending, and never changed silently.</summary>
public sealed class GuardWorkflowTests : IClassFixture<StoryWorld>
{
    private static readonly ActionName Guarded = new("guarded-refund");
    private readonly StoryWorld _world;

    public GuardWorkflowTests(StoryWorld world)
    {
        _world = world;
        _world.Payments.States["amount-refunded"] = "0";
        _world.Payments.NextStates.Clear();
        _world.Drills.Standings.Clear();
    }

    [Fact]
    public async Task State_that_is_as_the_catalog_expects_lets_it_run_alone()
    {
        var request = await _world.AskAsync(Guarded.Value, 4_200);

        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Equal("0", _world.Requests.Get(request).Evaluation!.Consent!.Guards!.Single().Value);
    }

    [Fact]
    public async Task An_order_that_was_refunded_before_goes_to_people_who_are_told_and_may_approve()
    {
        _world.Payments.States["amount-refunded"] = "4200";
        var request = await _world.AskAsync(Guarded.Value, 4_200);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve, "a second part");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Contains("Refunded before is 4200, not 0", _world.Requests.Get(request).Evaluation!.Explanation.Sentence);
    }

    [Fact]
    public async Task A_world_that_changed_after_the_approval_makes_a_new_revision_and_people_see_what_changed()
    {
        var request = await _world.AskAsync(Guarded.Value, 42_000);
        var stage = await _world.OpenAsync(request, 1);
        _world.Payments.States["amount-refunded"] = "42000";

        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve);
        var again = await _world.OpenAsync(request, 1, revision: 2);
        await _world.DecideAsync(again.Key, "emil", Verdict.Deny, "refunded already");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Denied, end);
        Assert.Contains("Refunded before changed since it was asked: it was 0 and is 42000 now", _world.Requests.Get(request).Evaluation!.Explanation.Sentence);
        Assert.Contains(_world.Ledger.Entries, entry => entry.Request == request && entry.Summary.Contains("Refunded before is not what it was when it was approved", StringComparison.Ordinal));
        Assert.DoesNotContain(_world.Payments.Sends, call => call.IdempotencyKey == Hitl.Escalations.Execution.IdempotencyKeys.For(new(request, 1, "refund-payment", false)));
    }

    [Fact]
    public async Task What_was_allowed_alone_goes_to_a_person_when_the_world_changed_before_it_ran()
    {
        _world.Payments.NextStates.Enqueue("0");
        _world.Payments.States["amount-refunded"] = "9900";
        var request = await _world.AskAsync(Guarded.Value, 4_200);

        var stage = await _world.OpenAsync(request, 1, revision: 2);
        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve, "another part of the order");
        var end = await _world.EndAsync(request);

        Assert.Equal((RequestState.Executed, 2), (end, _world.Requests.Get(request).Request.Revision));
    }

    [Fact]
    public async Task A_target_that_cannot_be_asked_makes_people_decide_and_says_so()
    {
        _world.Payments.States.Clear();
        var request = await _world.AskAsync(Guarded.Value, 4_200);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "emil", Verdict.Deny, "ask again later");
        await _world.EndAsync(request);

        Assert.Contains("Refunded before could not be read at payments", _world.Requests.Get(request).Evaluation!.Explanation.Sentence);
    }

    [Fact]
    public async Task An_action_whose_undoing_is_not_proven_is_no_longer_automatic()
    {
        _world.Drills.Standings[Guarded] = new(Guarded, _world.Time.GetUtcNow() - TimeSpan.FromDays(400), _world.Time.GetUtcNow() - TimeSpan.FromDays(91), false);
        var request = await _world.AskAsync(Guarded.Value, 4_200);
        var stage = await _world.OpenAsync(request, 1);

        await _world.DecideAsync(stage.Key, "emil", Verdict.Approve, "checked by hand");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Contains("its undoing was last proven on", _world.Requests.Get(request).Evaluation!.Explanation.Sentence);
        Assert.Equal("overdue", _world.Drills.Standings[Guarded].WordAt(_world.Time.GetUtcNow()));
        Assert.Equal(90, DrillStanding.GoodFor.TotalDays);
    }
}
