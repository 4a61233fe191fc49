using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The dialog that narrows what was proposed.</summary>
public static class EditModal
{
    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="token">The card's token, checked again on submission.</param>
    /// <param name="amount">The amount proposed.</param>
    public static JsonObject Build(string token, Money amount) => ModalParts.View(SlackActionIds.Edit, token, "Lower the amount", "Ask again with it", new(
        ModalParts.TextInput(SlackActionIds.AmountBlock, SlackActionIds.Input, "New amount", $"Less than {amount}, with the currency. The whole policy looks at it again, and everybody decides afresh.", 64, initial: amount.ToString()),
        ModalParts.TextInput(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "Why?", "The agent and the audit trail get these words.", DenyModal.LongestReason, isMultiline: true)));

    /// <summary>The answer to a submission that shows an error under the amount.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string message) => ModalParts.Error(SlackActionIds.AmountBlock, message);
}
