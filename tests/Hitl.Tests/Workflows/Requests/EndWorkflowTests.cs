using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Workflows.Requests;

namespace Hitl.Tests.Workflows.Requests;

/// <summary>How an execution ends when it does not go well, and what forged signals can bring about: nothing.</summary>
public sealed class EndWorkflowTests : IClassFixture<StoryWorld>
{
    private readonly StoryWorld _world;

    public EndWorkflowTests(StoryWorld world)
    {
        _world = world;
        _world.Payments.Faults.Clear();
        _world.Payments.LookUpFaults.Clear();
        _world.Loyalty.Refuses = _ => false;
    }

    [Fact]
    public async Task Closed_by_ops_without_knowing_whether_it_took_effect_it_ends_as_unknown_and_nothing_is_guessed()
    {
        _world.Payments.Faults.Enqueue(SendFault.OtherAmount);
        for (var i = 0; i < 3; i++) _world.Payments.LookUpFaults.Enqueue(Hitl.Escalations.Execution.LookUpVerdict.Mismatch);
        var request = await _world.AskAsync("refund", 4_200);

        await _world.ParkedAsync(request);
        await _world.InterveneAsync(request, "abandon");
        var end = await _world.EndAsync(request);

        Assert.Equal(RequestState.Unknown, end);
        Assert.StartsWith("Whether it took effect is not known:", _world.Requests.Get(request).Outcome);
        Assert.DoesNotContain(_world.Payments.Sends, call => call.Undoes is not null);
    }

    [Fact]
    public async Task What_is_parked_has_an_owner_a_clock_and_a_card()
    {
        _world.Payments.IsDown = true;
        var request = await _world.AskAsync("refund", 4_200);

        await _world.ParkedAsync(request);
        var parked = (await _world.Execution.FindAsync(request, TestContext.Current.CancellationToken))!;
        var card = _world.Desk.Wanted.Single(wanted => wanted.Subject == request.Value);
        _world.Payments.IsDown = false;
        await _world.InterveneAsync(request, "replay");
        await _world.EndAsync(request);

        Assert.Equal(("operations", parked.Since + TimeSpan.FromMinutes(30)), (parked.Owner, parked.DueAt));
        Assert.Equal(("parked", "gus"), (card.Kind, card.People.Single().Value));
    }

    [Fact]
    public async Task A_hundred_forged_signals_decide_nothing_and_run_nothing()
    {
        var sends = _world.Payments.Sends.Count;
        var request = await _world.AskAsync("refund", 42_000);
        var stage = await _world.OpenAsync(request, 1);

        for (var i = 0; i < 34; i++)
            foreach (var signal in new[] { RequestAddress.DecisionRecorded, RequestAddress.OpsIntervened, RequestAddress.Withdrawn }) await _world.SignalAsync(request, signal);
        await _world.PassAsync(TimeSpan.FromMinutes(1));
        var after = _world.Requests.Get(request).State;
        await _world.DecideAsync(stage.Key, "ben", Verdict.Deny, "not ours");
        var end = await _world.EndAsync(request);

        Assert.Equal((RequestState.Deciding, RequestState.Denied, sends), (after, end, _world.Payments.Sends.Count));
        Assert.DoesNotContain(_world.Ledger.Entries, entry => entry.Request == request && entry.Kind == LedgerKinds.GrantIssued);
    }
}
