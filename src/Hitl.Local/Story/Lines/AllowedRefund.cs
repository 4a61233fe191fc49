namespace Hitl.Local.Story.Lines;

/// <summary>Line 1: a refund within the agent's own authority.</summary>
public sealed class AllowedRefund(StoryWorld world) : StoryLine(world)
{
    private string Charge => World.Reference("ch_small");

    /// <inheritdoc/>
    public override int Number => 1;

    /// <inheritdoc/>
    public override string Title => "A refund of 42.00 USD, within the agent's own authority";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps => [new("support-bot asks; it is allowed and executed", AskAsync), new("the ledger shows why", VerifyAsync)];

    private async Task AskAsync(CancellationToken cancel)
    {
        var submitted = await World.Agent.SubmitAsync(StoryRequests.Refund(World, Charge, 4200), World.Reference("key-1"), cancel);
        Request = submitted.Request.Id;
        World.Voice.Tell("support-bot", $"asks for a refund of 42.00 USD ({Request})");
        var done = await World.StateAsync(Request, TimeSpan.FromSeconds(30), cancel, "executed");
        World.Voice.Tell("catalog", done.Evaluation!.Sentence);
        World.Verify(done.Evaluation.Outcome == "allowed", "the catalog allowed it without a person");
    }

    private async Task VerifyAsync(CancellationToken cancel)
    {
        var effects = await World.Targets.EffectsAsync("payments", Charge, cancel);
        World.Verify(effects is [{ } only] && (long)only["amount"]! == 4200, "the payment target's own record has exactly one refund of 42.00 USD");
        World.Verify(await World.Database.StateAsync(Request!, cancel) == "executed", "the database says executed");
        World.Verify(await World.Database.EntriesAsync(Request!, "request.evaluated", cancel) == 1, "the evaluation is in the ledger, once");
        World.Verify(await World.Database.EntriesAsync(Request!, "decision.recorded", cancel) == 0, "no person was asked");
    }
}
