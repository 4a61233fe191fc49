namespace Hitl.Local.Story.Lines;

/// <summary>Line 7: the target is down for good; ops see it, and replay once it is back.</summary>
public sealed class ParkedAndReplayed(StoryWorld world) : StoryLine(world)
{
    private string Charge => World.Reference("ch_down");

    /// <inheritdoc/>
    public override int Number => 7;

    /// <inheritdoc/>
    public override string Title => "The target is down for good: ops see it, and replay it once it is back";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps =>
    [
        new("support-bot asks, ben approves, the target is down", AskAsync), new("hitl ops list shows it and why", ListAsync),
        new("hitl ops replay finishes it", ReplayAsync),
    ];

    private async Task AskAsync(CancellationToken cancel)
    {
        await World.Targets.FaultAsync("payments", "down", Charge, null, cancel);
        Request = (await World.Agent.SubmitAsync(StoryRequests.Refund(World, Charge, 31000), World.Reference("key-7"), cancel)).Request.Id;
        World.Voice.Tell("support-bot", $"asks for a refund of 310.00 USD ({Request}); the payment target is down");
        var card = await World.UntilAsync("the card to reach ben", c => World.Slack.OpenCardAsync("U0BEN", Request!, c), TimeSpan.FromSeconds(30), cancel);
        await StoryApproval.GiveAsync(World, "U0BEN", card, cancel);
        World.Voice.Tell("ben", "approves");
        await World.StateAsync(Request!, TimeSpan.FromSeconds(120), cancel, "waiting_for_ops");
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        var (exit, output) = await World.CommandLine(["ops", "list"], cancel);
        var line = output.Split('\n').FirstOrDefault(l => l.Contains(Request!, StringComparison.Ordinal));
        World.Voice.Tell("gus", "hitl ops list");
        World.Verify(exit == 0 && line is not null, $"hitl ops list shows it and why: {line?.Trim()}");
    }

    private async Task ReplayAsync(CancellationToken cancel)
    {
        await World.Targets.HealAsync("payments", Charge, cancel);
        var (exit, output) = await World.CommandLine(["ops", "replay", Request!, "--reason", "The payment target is back."], cancel);
        World.Voice.Tell("gus", output.Trim());
        World.Verify(exit == 0, "the replay was recorded");
        await World.StateAsync(Request!, TimeSpan.FromSeconds(60), cancel, "executed");
        World.Verify((await World.Targets.EffectsAsync("payments", Charge, cancel)).Count == 1, "money moved once by the target's own record");
    }
}
