using System.Text.Json.Nodes;
using Hitl.Escalations.Requests;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The dialog that narrows what was proposed: the amount, and the parameters that the catalog lets approvers narrow.</summary>
public static class EditModal
{
    private const int LongestValue = 2000;

    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="token">The card's token, checked again on submission.</param>
    /// <param name="amount">The amount proposed; null for none.</param>
    /// <param name="parameters">What can be narrowed beside it: name, label, what may be typed, and the value now, one entry of a list per line.</param>
    public static JsonObject Build(string token, Money? amount, IReadOnlyList<(string Name, string Label, string Hint, string Value)> parameters)
    {
        var blocks = new JsonArray();
        if (amount is not null)
            blocks.Add(ModalParts.TextInput(SlackActionIds.AmountBlock, SlackActionIds.Input, "New amount", $"At most {amount}, with the currency. The whole policy looks at it again, and everybody decides afresh.", 64, initial: amount.ToString()));
        foreach (var (name, label, hint, value) in parameters)
            blocks.Add(ModalParts.TextInput(SlackActionIds.ParameterBlock + name, SlackActionIds.Input, label, hint, LongestValue, isMultiline: value.Contains('\n', StringComparison.Ordinal), initial: value));
        blocks.Add(ModalParts.TextInput(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "Why?", "The agent and the audit trail get these words.", DenyModal.LongestReason, isMultiline: true));
        return ModalParts.View(SlackActionIds.Edit, token, parameters.Count > 0 ? "Change within limits" : "Lower the amount", "Ask again with it", blocks);
    }

    /// <summary>The answer to a submission that shows an error under the amount.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string message) => ModalParts.Error(SlackActionIds.AmountBlock, message);

    /// <summary>The answer to a submission that shows an error under one input.</summary>
    /// <param name="parameter">The parameter; null for the amount, empty for the reason.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string? parameter, string message) => ModalParts.Error(
        parameter switch { null => SlackActionIds.AmountBlock, "" => SlackActionIds.ReasonBlock, _ => SlackActionIds.ParameterBlock + parameter }, message);
}
