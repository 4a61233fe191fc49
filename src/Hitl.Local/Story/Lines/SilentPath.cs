namespace Hitl.Local.Story.Lines;

/// <summary>Line 5: nobody answers; the path ends and the outcome is refusal.</summary>
public sealed class SilentPath(StoryWorld world) : StoryLine(world)
{
    private string Charge => World.Reference("ch_silent");

    /// <inheritdoc/>
    public override int Number => 5;

    /// <inheritdoc/>
    public override string Title => "Nobody answers: reminder, coverage, escalation, end of the path";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps => [new("support-bot asks", AskAsync), new("silence all the way", WaitAsync), new("refused, never approved", VerifyAsync)];

    private async Task AskAsync(CancellationToken cancel)
    {
        Request = (await World.Agent.SubmitAsync(StoryRequests.Refund(World, Charge, 30000, "demo-silence"), World.Reference("key-5"), cancel)).Request.Id;
        World.Voice.Tell("support-bot", $"asks for a refund of 300.00 USD ({Request}); everybody is silent");
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        foreach (var (kind, what) in new[]
        {
            ("stage.opened", "the first stage is asked"), ("stage.reminded", "a reminder goes out"),
            ("stage.covered", "coverage is asked too"), ("stage.closed", "the wait ends and the next stage is asked"),
        })
        {
            await World.UntilAsync(what, async c => await World.Database.EntriesAsync(Request!, kind, c) > 0 ? what : null, TimeSpan.FromSeconds(60), cancel);
            World.Voice.Tell("clock", what);
        }
    }

    private async Task VerifyAsync(CancellationToken cancel)
    {
        var ended = await World.StateAsync(Request!, TimeSpan.FromSeconds(60), cancel, "expired");
        World.Voice.Tell("system", ended.Outcome ?? "");
        World.Verify(ended.Stages.Count >= 2 && ended.Decisions.Count == 0, "every stage was asked and nobody decided");
        World.Verify((await World.Targets.EffectsAsync("payments", Charge, cancel)).Count == 0, "the payment target's own record has nothing");
        World.Verify(await World.Database.EntriesAsync(Request!, "grant.issued", cancel) == 0, "no right to execute was ever issued");
    }
}
