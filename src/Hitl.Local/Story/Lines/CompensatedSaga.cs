namespace Hitl.Local.Story.Lines;

/// <summary>Line 4: two people approve, the second step fails for good, the first is undone.</summary>
public sealed class CompensatedSaga(StoryWorld world) : StoryLine(world)
{
    private string Charge => World.Reference("ch_saga");

    private string Customer => World.Reference("cus_saga");

    /// <inheritdoc/>
    public override int Number => 4;

    /// <inheritdoc/>
    public override string Title => "900.00 USD and loyalty points: two people, a failing second step, compensation";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps => [new("support-bot asks", AskAsync), new("two people approve", ApproveAsync), new("it ends compensated", VerifyAsync)];

    private async Task AskAsync(CancellationToken cancel)
    {
        await World.Targets.FaultAsync("loyalty", "refuse", Customer, null, cancel);
        var body = StoryRequests.RefundAndRestore(World, Charge, Customer, 90000);
        Request = (await World.Agent.SubmitAsync(body, World.Reference("key-4"), cancel)).Request.Id;
        World.Voice.Tell("support-bot", $"asks for 900.00 USD and 1,200 loyalty points ({Request})");
    }

    private async Task ApproveAsync(CancellationToken cancel)
    {
        foreach (var (name, user) in new[] { ("chidi", "U0CHIDI"), ("emil", "U0EMIL") })
        {
            var card = await World.UntilAsync($"the card to reach {name}", c => World.Slack.OpenCardAsync(user, Request!, c), TimeSpan.FromSeconds(30), cancel);
            await StoryApproval.GiveAsync(World, user, card, cancel);
            World.Voice.Tell(name, "approves");
            var state = await World.Database.StateAsync(Request!, cancel);
            if (name == "chidi") World.Verify(state == "deciding", "one approval is not enough");
        }
    }

    private async Task VerifyAsync(CancellationToken cancel)
    {
        var ended = await World.StateAsync(Request!, TimeSpan.FromSeconds(60), cancel, "compensated");
        World.Voice.Tell("system", ended.Outcome ?? "");
        var payments = await World.Targets.EffectsAsync("payments", Charge, cancel);
        World.Verify(payments.Count(e => e["reversal_of"] is null) == 1, "the payment target refunded once");
        World.Verify(payments.Count(e => e["reversed_by"] is not null) == 1, "and that refund was undone once");
        World.Verify((await World.Targets.EffectsAsync("loyalty", Customer, cancel)).Count == 0, "no points were restored");
        World.Verify(await World.Database.DoneEffectsAsync(Request!, true, cancel) == 1, "the database has one compensation, done");
    }
}
