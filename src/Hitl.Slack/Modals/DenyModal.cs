using System.Text.Json.Nodes;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The modal that asks for the reason of a denial: one of the catalog's, words of one's own, or both.</summary>
public static class DenyModal
{
    /// <summary>Longest reason in characters.</summary>
    public const int LongestReason = 1000;

    private const int MostReasons = 100;

    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="token">The card's token, carried as private metadata and checked again on submission.</param>
    /// <param name="reasons">The catalog's reasons to deny the action, by id; without any, words are required.</param>
    public static JsonObject Build(string token, IReadOnlyDictionary<string, string>? reasons = null)
    {
        var offered = reasons ?? new Dictionary<string, string>();
        var blocks = new JsonArray();
        if (offered.Count > 0)
            blocks.Add(ModalParts.Choice("static_select", SlackActionIds.ReasonCodeBlock, SlackActionIds.Input, "Why?", offered.Take(MostReasons).Select(reason => (reason.Key, reason.Value)), isOptional: true));
        blocks.Add(ModalParts.TextInput(
            SlackActionIds.ReasonBlock, SlackActionIds.ReasonInput, offered.Count > 0 ? "In your own words" : "Why?", "The agent and the audit trail get these words.", LongestReason, isMultiline: true,
            isOptional: offered.Count > 0));
        return ModalParts.View(SlackActionIds.Deny, token, "Deny this request", "Deny", blocks);
    }

    /// <summary>The answer to a submission that shows an error under the reason.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string message) => ModalParts.Error(SlackActionIds.ReasonBlock, message);
}
