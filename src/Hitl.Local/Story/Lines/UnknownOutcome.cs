namespace Hitl.Local.Story.Lines;

/// <summary>Line 6: the payment target times out after it took effect.</summary>
public sealed class UnknownOutcome(StoryWorld world) : StoryLine(world)
{
    private string Charge => World.Reference("ch_timeout");

    /// <inheritdoc/>
    public override int Number => 6;

    /// <inheritdoc/>
    public override string Title => "The payment target times out after it took effect";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps => [new("support-bot asks and ben approves", AskAsync), new("the outcome is looked up, found done, and not sent again", VerifyAsync)];

    private async Task AskAsync(CancellationToken cancel)
    {
        await World.Targets.FaultAsync("payments", "timeout_after", Charge, 1, cancel);
        Request = (await World.Agent.SubmitAsync(StoryRequests.Refund(World, Charge, 21000), World.Reference("key-6"), cancel)).Request.Id;
        World.Voice.Tell("support-bot", $"asks for a refund of 210.00 USD ({Request}); the target will not answer");
        var card = await World.UntilAsync("the card to reach ben", c => World.Slack.OpenCardAsync("U0BEN", Request!, c), TimeSpan.FromSeconds(30), cancel);
        await StoryApproval.GiveAsync(World, "U0BEN", card, cancel);
        World.Voice.Tell("ben", "approves");
    }

    private async Task VerifyAsync(CancellationToken cancel)
    {
        var done = await World.StateAsync(Request!, TimeSpan.FromSeconds(90), cancel, "executed");
        World.Voice.Tell("system", done.Outcome ?? "");
        World.Verify((await World.Targets.EffectsAsync("payments", Charge, cancel)).Count == 1, "the payment target's own record has exactly one refund");
        World.Verify(await World.Targets.AttemptsAsync("payments", Charge, cancel) == 1, "it was sent once and found by look-up");
    }
}
