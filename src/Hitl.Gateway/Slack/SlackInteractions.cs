using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Keys;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Access;
using Hitl.Postgres.Requests;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Slack;

/// <summary>Presses and submissions, whichever transport brought them: finds the person and the card, and takes both to the desk.</summary>
internal sealed class SlackInteractions(
    DecisionDesk desk,
    SlackPeople people,
    SlackDeliveries deliveries,
    RequestQueries queries,
    SlackWebApi slack,
    PrivateAnswers answers,
    RefusalRecorder refusals,
    SigningKeys keys,
    IOptions<SlackDoorOptions> options)
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
            { Type: "view_submission", View.CallbackId: SlackActionIds.Approve or SlackActionIds.Deny } => await SubmitAsync(interaction, cancel),
            _ => null,
        };
    }

    private async Task<JsonObject?> PressAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var action = interaction.Actions[0];
        var isRepeated = await IsRepeatedAsync(interaction, cancel);
        if (await CallAsync(interaction, action.ActionId!, action.Value, cancel) is not { } call) return null;
        call = call with { IsFromOurCard = await IsOurCardAsync(interaction, call.Token, cancel) };
        var known = await desk.JudgeAsync(call with { Reason = NotYetTyped }, cancel);
        var needsModal = call.Verdict == Verdict.Deny || known.Risk == "medium";
        if (known.Refusal is { } refusal && !isRepeated) await RefuseAsync(interaction, call, refusal, cancel);
        else if (known.Refusal is null && needsModal && !isRepeated) await AskWhyAsync(interaction, call.Verdict, action.Value!, cancel);
        else if (known.Refusal is null && !needsModal) await DecideAsync(interaction, call, isRepeated, cancel);
        return null;
    }

    private async Task DecideAsync(SlackInteraction interaction, DeskCall call, bool isRepeated, CancellationToken cancel)
    {
        var answer = await desk.DecideAsync(call, cancel);
        if (answer.Refusal is { } refusal && !isRepeated) Tell(interaction, refusal.Message);
    }

    private async Task<JsonObject?> SubmitAsync(SlackInteraction interaction, CancellationToken cancel)
    {
        var view = interaction.View!;
        if (await CallAsync(interaction, view.CallbackId!, view.PrivateMetadata, cancel) is not { } call) return DenyModal.Error(NotLinkedText);
        var answer = await desk.DecideAsync(call with { Reason = view.Typed(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput)?.Trim() ?? "" }, cancel);
        // The same submission delivered twice finds its own decision: that is success, not a refusal.
        return answer.Refusal is { } refusal ? DenyModal.Error(refusal.Message) : null;
    }

    private const string NotLinkedText = "Your Slack user is not linked to a person of the catalog. Ask the catalog's owner to add your Slack id to your entry.";

    private async Task<DeskCall?> CallAsync(SlackInteraction interaction, string actionId, string? token, CancellationToken cancel)
    {
        var user = interaction.User!;
        if (await people.FindAsync(user.Id, user.TeamId, cancel) is { } person)
        {
            return new()
            {
                Person = person.Id,
                Verdict = actionId == SlackActionIds.Approve ? Verdict.Approve : Verdict.Deny,
                Door = Door.Slack,
                Token = CardToken.Read(token, keys),
                DeliveryId = "slack:" + interaction.DeliveryId(),
            };
        }

        var isStranger = !people.IsOurs(user.TeamId);
        var code = isStranger ? DecisionRefusals.NotAllowed : DecisionRefusals.NotLinked;
        await refusals.RecordAsync(code, "slack:" + user.Id, CardToken.Read(token, keys)?.Stage.Request.Value, "decision through slack", cancel);
        Tell(interaction, isStranger ? "Only members of this workspace who hold the role may decide." : NotLinkedText);
        return null;
    }

    private async Task<bool> IsRepeatedAsync(SlackInteraction interaction, CancellationToken cancel) =>
        interaction.DeliveryId() is { } delivery && !await deliveries.IsNewAsync("press:" + delivery, cancel);

    private async Task<bool> IsOurCardAsync(SlackInteraction interaction, CardToken? token, CancellationToken cancel)
    {
        var channel = interaction.Container?.ChannelId ?? interaction.Channel?.Id;
        if (channel is null || interaction.Container?.MessageTs is not { } message) return false;
        return await queries.CardAtAsync(channel, message, cancel) is { } card && (token is null || card.Stage == token.Stage);
    }

    private async Task RefuseAsync(SlackInteraction interaction, DeskCall call, DecisionRefusal refusal, CancellationToken cancel)
    {
        await desk.RecordAsync(call, refusal, cancel);
        Tell(interaction, refusal.Message);
    }

    private async Task AskWhyAsync(SlackInteraction interaction, Verdict verdict, string token, CancellationToken cancel)
    {
        var view = verdict == Verdict.Deny ? DenyModal.Build(token) : ReasonModal.Build(token);
        var reply = await slack.OpenViewAsync(interaction.TriggerId ?? "", view, cancel);
        if (!reply.IsOk) Tell(interaction, "The dialog could not be opened, so nothing was recorded. Press the button again, or use the console.");
    }

    private void Tell(SlackInteraction interaction, string text) =>
        answers.Send(new(interaction.ResponseUrl, interaction.Container?.ChannelId ?? interaction.Channel?.Id, interaction.User!.Id, text));
}
