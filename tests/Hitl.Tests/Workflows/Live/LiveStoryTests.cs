using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;

namespace Hitl.Tests.Workflows.Live;

public sealed class LiveStoryTests(LiveSystem live) : IClassFixture<LiveSystem>
{
    [Fact]
    public async Task What_the_catalog_allows_alone_is_executed_without_asking_anybody()
    {
        var request = await live.AskAsync("refund", 4_200);

        var end = await live.ResultAsync(request);

        Assert.Equal(RequestState.Executed, end);
        Assert.Equal(RequestState.Executed, (await live.FindAsync(request)).State);
    }

    [Fact]
    public async Task Coverage_approves_from_her_card_and_the_refund_is_executed_once()
    {
        var charge = $"ch_{Guid.NewGuid():N}";
        var request = await live.AskAsync("refund", 42_000, parameters: new() { ["charge"] = charge });
        var asked = await live.AskedAsync(request, 1);
        Assert.Equal(["ben"], asked);
        // A stage that closes before its card was posted owes nobody a card; this one is to be seen first.
        await LiveSystem.UntilAsync(BensMessagesAsync, text => text.Contains(request.Value));

        await live.DecideAsync(request, 1, "ben", Verdict.Approve);
        var end = await live.ResultAsync(request);

        Assert.Equal(RequestState.Executed, end);
        var refund = Assert.Single(await live.EffectsAsync("payments"), effect => effect!["subject"]!.ToString() == charge);
        Assert.Equal("42000", refund!["amount"]!.ToString());
        await LiveSystem.UntilAsync(BensMessagesAsync, text => text.Contains(request.Value) && text.Contains("executed"));

        async Task<string> BensMessagesAsync() => (await live.GetAsync("/_sandbox/slack/users/U0BEN/messages")).ToJsonString();
    }

    [Fact]
    public async Task A_denial_runs_nothing_and_keeps_its_reason()
    {
        var request = await live.AskAsync("change-email", null, parameters: new() { ["email"] = "new@example.com" });
        await live.AskedAsync(request, 1);

        await live.DecideAsync(request, 1, "emil", Verdict.Deny, "not verified by phone");
        var end = await live.ResultAsync(request);

        Assert.Equal(RequestState.Denied, end);
        Assert.Equal("Denied by emil: not verified by phone", (await live.FindAsync(request)).Outcome);
        Assert.Empty(await live.EffectsAsync("accounts"));
    }

    [Fact]
    public async Task A_second_step_that_fails_for_good_takes_the_first_back()
    {
        var charge = $"ch_{Guid.NewGuid():N}";
        await live.FaultAsync("loyalty", """{"kind":"refuse","only":"cus_poor","on":"write"}""");
        var request = await live.AskAsync("refund-and-restore", 90_000, "cus_poor", new() { ["charge"] = charge, ["points"] = 500 });
        await live.AskedAsync(request, 2);

        await live.DecideAsync(request, 2, "ben", Verdict.Approve);
        await live.DecideAsync(request, 2, "chidi", Verdict.Approve);
        var end = await live.ResultAsync(request);

        Assert.Equal(RequestState.Compensated, end);
        var payments = (await live.EffectsAsync("payments")).Where(effect => effect!["subject"]!.ToString() == charge).Select(effect => effect!["kind"]!.ToString());
        Assert.Equal(["refund", "refund_reversal"], payments);
    }

    [Fact]
    public async Task An_effect_whose_answer_was_lost_is_found_and_not_sent_again()
    {
        var charge = $"ch_{Guid.NewGuid():N}";
        await live.FaultAsync("payments", $$"""{"kind":"timeout_after","seconds":5,"times":1,"only":"{{charge}}","on":"write"}""");
        var request = await live.AskAsync("refund", 4_300, parameters: new() { ["charge"] = charge });

        var end = await live.ResultAsync(request);

        Assert.Equal(RequestState.Executed, end);
        var ledger = await live.GetAsync("/_sandbox/targets/payments/ledger");
        Assert.Single(ledger["attempts"]!.AsArray(), attempt => attempt!.ToJsonString().Contains(charge));
    }

    [Fact]
    public async Task A_target_that_is_down_waits_for_ops_and_a_replay_finishes_it_once()
    {
        var charge = $"ch_{Guid.NewGuid():N}";
        await live.FaultAsync("payments", $$"""{"kind":"down","only":"{{charge}}"}""");
        var request = await live.AskAsync("refund", 4_400, parameters: new() { ["charge"] = charge });
        await LiveSystem.UntilAsync(async () => (await live.FindAsync(request)).State, state => state == RequestState.WaitingForOps);

        var parked = await live.Database.Get<IOpsStore>().FindAsync(request, TestContext.Current.CancellationToken);
        await live.FaultAsync("payments", """{"rules":[]}""");
        await live.InterveneAsync(request, "replay");
        var end = await live.ResultAsync(request);

        Assert.Equal(("refund-payment", "operations"), (parked!.Step, parked.Owner));
        Assert.Equal(RequestState.Executed, end);
        Assert.Single(await live.EffectsAsync("payments"), effect => effect!["subject"]!.ToString() == charge);
    }
}
