using System.Text.Json.Nodes;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The dialog that asks why something executed is to be undone.</summary>
public static class UndoModal
{
    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="request">The request; carried as private metadata and checked again on submission.</param>
    public static JsonObject Build(string request) => ModalParts.View(
        SlackActionIds.Undo, request, "Undo what was done", "Undo it",
        new(ModalParts.TextInput(SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, "Why?", "Kept with the undoing in the audit trail. It is a request of its own.", 1000, isMultiline: true)));

    /// <summary>The answer to a submission that was refused.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string message) => ModalParts.Error(SlackActionIds.ReasonBlock, message);

    /// <summary>Replaces the dialog by what was begun.</summary>
    /// <param name="reversal">The request that undoes.</param>
    public static JsonObject Done(string reversal) => ModalParts.Done("Being undone", [$"Request {reversal} undoes it. This card follows it."]);
}
