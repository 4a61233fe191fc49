namespace Hitl.Local.Story.Lines;

/// <summary>Line 3: an irreversible change is denied with a reason.</summary>
public sealed class DeniedChange(StoryWorld world) : StoryLine(world)
{
    private const string Approver = "U0CHIDI";
    private const string Reason = "The request does not match the identity check of this morning.";

    private string Customer => World.Reference("cus_mail");

    /// <inheritdoc/>
    public override int Number => 3;

    /// <inheritdoc/>
    public override string Title => "A change of e-mail address, irreversible, denied with a reason";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps => [new("support-bot asks", AskAsync), new("an approver denies with a reason", DenyAsync), new("nothing ran", VerifyAsync)];

    private async Task AskAsync(CancellationToken cancel)
    {
        var submitted = await World.Agent.SubmitAsync(StoryRequests.ChangeEmail(Customer), World.Reference("key-3"), cancel);
        Request = submitted.Request.Id;
        World.Voice.Tell("support-bot", $"asks to change an account's e-mail address ({Request})");
    }

    private async Task DenyAsync(CancellationToken cancel)
    {
        var card = await World.UntilAsync("the card to reach chidi", c => World.Slack.OpenCardAsync(Approver, Request!, c), TimeSpan.FromSeconds(30), cancel);
        var view = await World.Slack.PressAsync(Approver, card, "hitl.deny", cancel) ?? throw new StoryFailedException("Deny decided without a dialog.");
        await World.Slack.SubmitAsync(Approver, view, Reason, cancel);
        World.Voice.Tell("chidi", $"denies: {Reason}");
    }

    private async Task VerifyAsync(CancellationToken cancel)
    {
        var denied = await World.StateAsync(Request!, TimeSpan.FromSeconds(30), cancel, "denied");
        World.Verify(denied.Decisions.Any(d => d.Reason == Reason), "the agent gets the reason");
        World.Verify((await World.Targets.EffectsAsync("accounts", Customer, cancel)).Count == 0, "the account target's own record has nothing");
        World.Verify(await World.Targets.AttemptsAsync("accounts", Customer, cancel) == 0, "nothing was even sent");
    }
}
