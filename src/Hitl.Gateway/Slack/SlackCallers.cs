using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Keys;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Access;
using Hitl.Postgres.Requests;
using Hitl.Slack.Interactions;

namespace Hitl.Gateway.Slack;

/// <summary>Who pressed, on what card, and whether this press was seen before. Strangers are told and recorded here.</summary>
internal sealed class SlackCallers(
    SlackPeople people, SlackDeliveries deliveries, RequestQueries queries, PrivateAnswers answers, RefusalRecorder refusals, SigningKeys keys)
{
    public const string NotLinkedText = "Your Slack user is not linked to a person of the catalog. Ask the catalog's owner to add your Slack id to your entry.";

    /// <summary>The press as the desks take it; null for a stranger, who has been told.</summary>
    public async Task<DeskCall?> CallAsync(SlackInteraction interaction, Verdict verdict, string? token, CancellationToken cancel)
    {
        var user = interaction.User!;
        if (await people.FindAsync(user.Id, user.TeamId, cancel) is { } person)
        {
            return new()
            {
                Person = person.Id, Verdict = verdict, Door = Door.Slack, Token = CardToken.Read(token, keys), DeliveryId = "slack:" + interaction.DeliveryId(),
            };
        }

        var isStranger = !people.IsOurs(user.TeamId);
        var code = isStranger ? DecisionRefusals.NotAllowed : DecisionRefusals.NotLinked;
        await refusals.RecordAsync(code, "slack:" + user.Id, CardToken.Read(token, keys)?.Stage.Request.Value, "decision through slack", cancel);
        Tell(interaction, isStranger ? "Only members of this workspace who hold the role may decide." : NotLinkedText);
        return null;
    }

    /// <summary>Whether Slack has delivered this press before.</summary>
    public async Task<bool> IsRepeatedAsync(SlackInteraction interaction, CancellationToken cancel) =>
        interaction.DeliveryId() is { } delivery && !await deliveries.IsNewAsync("press:" + delivery, cancel);

    /// <summary>Whether the pressed message is the card we posted for the token's stage.</summary>
    public async Task<bool> IsOurCardAsync(SlackInteraction interaction, CardToken? token, CancellationToken cancel)
    {
        var channel = interaction.Container?.ChannelId ?? interaction.Channel?.Id;
        if (channel is null || interaction.Container?.MessageTs is not { } message) return false;
        return await queries.CardAtAsync(channel, message, cancel) is { } card && (token is null || card.Stage == token.Stage);
    }

    /// <summary>Tells only the person who pressed, after Slack was answered.</summary>
    public void Tell(SlackInteraction interaction, string text) =>
        answers.Send(new(interaction.ResponseUrl, interaction.Container?.ChannelId ?? interaction.Channel?.Id, interaction.User!.Id, text));
}
