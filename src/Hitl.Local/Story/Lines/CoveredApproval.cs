using System.Text.Json.Nodes;

namespace Hitl.Local.Story.Lines;

/// <summary>Line 2: the first approver is away; coverage approves from Slack; it is executed once.</summary>
public sealed class CoveredApproval(StoryWorld world) : StoryLine(world)
{
    private const string Cover = "U0BEN";
    private JsonObject? _card;

    private string Charge => World.Reference("ch_cover");

    /// <inheritdoc/>
    public override int Number => 2;

    /// <inheritdoc/>
    public override string Title => "420.00 USD: the first approver is away, coverage decides";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps =>
    [
        new("support-bot asks", AskAsync),
        new("coverage is asked at once", CardAsync),
        new("coverage approves from the card", ApproveAsync),
        new("the refund is executed once and the agent's long poll returns it", ExecutedAsync),
        new("the card shows the outcome", CardClosedAsync),
    ];

    private async Task AskAsync(CancellationToken cancel)
    {
        var submitted = await World.Agent.SubmitAsync(StoryRequests.Refund(World, Charge, 42000), World.Reference("key-2"), cancel);
        Request = submitted.Request.Id;
        World.Voice.Tell("support-bot", $"asks for a refund of 420.00 USD ({Request})");
    }

    private async Task CardAsync(CancellationToken cancel)
    {
        _card = await World.UntilAsync("the card to reach coverage", c => World.Slack.OpenCardAsync(Cover, Request!, c), TimeSpan.FromSeconds(60), cancel);
        var view = await World.StateAsync(Request!, TimeSpan.FromSeconds(30), cancel, "deciding");
        World.Voice.Tell("catalog", view.Evaluation!.Sentence);
        World.Verify(view.Stages is [{ } stage] && stage.Asked.Any(a => a.CoversFor is not null), "ada is away and her coverage was asked at once");
        World.Verify(await World.Slack.OpenCardAsync("U0ADA", Request!, cancel) is null, "ada, who is away, got no card");
    }

    private async Task ApproveAsync(CancellationToken cancel)
    {
        var clicked = await World.UntilAsync("the click to be recorded", async c =>
        {
            await StoryApproval.GiveAsync(World, Cover, _card!, c);
            return await World.Database.EntriesAsync(Request!, "decision.recorded", c) == 1 ? "recorded" : null;
        }, TimeSpan.FromSeconds(60), cancel);
        World.Voice.Tell("ben", "approves from the card in Slack");
        World.Verify(clicked == "recorded", "the decision is in the ledger, once");
    }

    private async Task ExecutedAsync(CancellationToken cancel)
    {
        var done = await World.StateAsync(Request!, TimeSpan.FromSeconds(60), cancel, "executed");
        World.Voice.Tell("support-bot", $"gets the outcome from its long poll: {done.Outcome}");
        var effects = await World.Targets.EffectsAsync("payments", Charge, cancel);
        World.Verify(effects is [{ } only] && (long)only["amount"]! == 42000, "the payment target's own record has exactly one refund of 420.00 USD");
        World.Verify(await World.Database.DoneEffectsAsync(Request!, false, cancel) == 1, "the database has one effect, done");
    }

    private async Task CardClosedAsync(CancellationToken cancel)
    {
        var (channel, ts) = ((string)_card!["channel"]!, (string)_card["ts"]!);
        var closed = await World.UntilAsync(
            "the card to show the outcome",
            async c => await World.Slack.MessageAsync(channel, ts, c) is { } now && !SlackDriver.HasButtons(now)
                && now.ToJsonString().Contains("executed", StringComparison.OrdinalIgnoreCase) ? now : null,
            TimeSpan.FromSeconds(60), cancel);
        World.Verify(closed is not null, "ben's card shows the outcome and has no button left");
    }
}
