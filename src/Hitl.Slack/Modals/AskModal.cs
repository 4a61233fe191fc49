using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The dialog that asks the agent a question.</summary>
public static class AskModal
{
    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="token">The card's token, checked again on submission.</param>
    public static JsonObject Build(string token) => ModalParts.View(SlackActionIds.Ask, token, "Ask the agent", "Ask", new(
        ModalParts.TextInput(
            SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "Your question", "The agent gets it as data. Its answer comes into the card's thread; the clock keeps running.",
            AskedQuestion.LongestText, isMultiline: true)));
}
