using System.Text.Json.Nodes;
using Hitl.Escalations.Decisions;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Problems;
using Hitl.Governance.Cards;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>Presses and submissions, whichever transport brought them: finds the person and the card, and takes both to the desk.</summary>
internal sealed class SlackInteractions(
    DecisionDesk desk, CardPresses presses, BulkDecisions bulk, DeskPresses desks, SlackCallers callers, CardComposer composer, FullViews views, EditDesk edits, SlackWebApi slack,
    RefusalRecorder refusals, IOptions<SlackDoorOptions> options)
{
    private const string NotYetTyped = "to be typed";

    /// <summary>Handles one interaction; the result is what the answer to Slack carries, null for an empty one.</summary>
    public async Task<JsonObject?> HandleAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        if (interaction.ApiAppId != options.Value.AppId || (interaction.Team is { } team && team.Id != options.Value.TeamId))
        {
            await refusals.RecordAsync("slack.foreign_app", "nobody", null, $"app {interaction.ApiAppId}, team {interaction.Team?.Id}", cancel);
            return null;
        }

        return interaction switch
        {
            { Type: "block_actions", Actions: [{ ActionId: SlackActionIds.Approve or SlackActionIds.Deny }, ..] } => await PressAsync(interaction, cancel),
            { Type: "block_actions", Actions: [{ ActionId: SlackActionIds.Bulk }, ..] } => await bulk.OpenAsync(interaction, cancel),
            { Type: "block_actions", Actions: [{ ActionId: { } action }, ..] } when CardPresses.Knows(action) => await presses.PressAsync(interaction, cancel),
            { Type: "block_actions", Actions: [{ ActionId: { } action }, ..] } when DeskPresses.Knows(action) => await desks.PressAsync(interaction, cancel),
            { Type: "view_submission", View.CallbackId: SlackActionIds.Undo } => await desks.SubmitAsync(interaction, cancel),
            { Type: "view_submission", View.CallbackId: SlackActionIds.Approve or SlackActionIds.Deny } => await SubmitAsync(interaction, cancel),
            { Type: "view_submission", View.CallbackId: SlackActionIds.Bulk } => await bulk.SubmitAsync(interaction, cancel),
            { Type: "view_submission", View.CallbackId: { } callback } when CardPresses.Knows(callback) => await presses.SubmitAsync(interaction, cancel),
            _ => null,
        };
    }

    private static Verdict VerdictOf(string? actionId) => actionId == SlackActionIds.Approve ? Verdict.Approve : Verdict.Deny;

    private async Task<JsonObject?> PressAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var action = interaction.Actions[0];
        var isRepeated = await callers.IsRepeatedAsync(interaction, cancel);
        if (await callers.CallAsync(interaction, VerdictOf(action.ActionId), action.Value, cancel) is not { } call) return null;
        call = call with { IsFromOurCard = await callers.IsOurCardAsync(interaction, call.Token, cancel) };
        var known = await desk.JudgeAsync(call with { Reason = NotYetTyped }, cancel);
        // A plain click decides only what is of low risk; everything else takes a dialog, and a high-risk one takes more than that.
        var needsModal = call.Verdict == Verdict.Deny || known.Risk != "low";
        if (known.Refusal is { } refusal && !isRepeated) await RefuseAsync(interaction, call, refusal, cancel);
        else if (known.Refusal is null && needsModal && !isRepeated) await OpenAsync(interaction, call, known, action.Value!, cancel);
        else if (known.Refusal is null && !needsModal) await DecideAsync(interaction, call, isRepeated, cancel);
        return null;
    }

    private async Task DecideAsync(SlackInteraction interaction, DeskCall call, bool isRepeated, CancellationToken cancel)
    {
        var answer = await desk.DecideAsync(call, cancel);
        if (answer.Refusal is { } refusal && !isRepeated) callers.Tell(interaction, refusal.Message);
    }

    private async Task<JsonObject?> SubmitAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var view = interaction.View!;
        if (await callers.CallAsync(interaction, VerdictOf(view.CallbackId), view.PrivateMetadata, cancel) is not { } call) return DenyModal.Error(SlackCallers.NotLinkedText);
        call = await views.WithProofAsync(
            call with
            {
                Reason = view.Typed(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput)?.Trim() ?? "",
                ReasonCode = view.Chosen(SlackActionIds.ReasonCodeBlock, SlackActionIds.Input),
                TypedAmount = view.Typed(SlackActionIds.AmountBlock, SlackActionIds.Input),
            },
            cancel);
        var answer = await desk.DecideAsync(call, cancel);
        // The same submission delivered twice finds its own decision: that is success, not a refusal.
        if (answer.Refusal is not { } refusal) return null;
        return refusal.Code == RiskRules.TypedAmount ? EditModal.Error(refusal.Message) : DenyModal.Error(await edits.ExplainAsync(call, refusal, cancel));
    }

    private async Task RefuseAsync(SlackInteraction interaction, DeskCall call, DecisionRefusal refusal, CancellationToken cancel)
    {
        await desk.RecordAsync(call, refusal, cancel);
        callers.Tell(interaction, refusal.Message);
    }

    private async Task OpenAsync(SlackInteraction interaction, DeskCall call, DeskCase known, string token, CancellationToken cancel)
    {
        var isFull = call.Verdict == Verdict.Approve && known.Risk is not "medium";
        if (isFull && await composer.ComposeAsync(new(call.Token!.Stage, call.Person), cancel) is { } card)
        {
            await views.OpenAsync(interaction, FullView.Approve(card.Face, token), call, card.Request, cancel);
            return;
        }

        var view = call.Verdict == Verdict.Deny ? DenyModal.Build(token, known.Attempt.DenyReasons) : ReasonModal.Build(token);
        var reply = await slack.OpenViewAsync(interaction.TriggerId ?? "", view, cancel);
        if (!reply.IsOk) callers.Tell(interaction, FullViews.NotOpened);
    }
}
