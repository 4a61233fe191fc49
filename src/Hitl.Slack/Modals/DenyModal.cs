using System.Text.Json.Nodes;
using Hitl.Slack.Interactions;

namespace Hitl.Slack.Modals;

/// <summary>The modal that asks for the reason of a denial.</summary>
public static class DenyModal
{
    /// <summary>Longest reason in characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>Builds the view for <c>views.open</c>.</summary>
    /// <param name="token">The card's token, carried as private metadata and checked again on submission.</param>
    public static JsonObject Build(string token) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = SlackActionIds.Deny,
        ["private_metadata"] = token,
        ["title"] = Text("Deny this request"),
        ["submit"] = Text("Deny"),
        ["close"] = Text("Back"),
        ["blocks"] = new JsonArray(new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = SlackActionIds.ReasonBlock,
            ["label"] = Text("Why?"),
            ["hint"] = Text("The agent and the audit trail get these words."),
            ["element"] = new JsonObject
            {
                ["type"] = "plain_text_input",
                ["action_id"] = SlackActionIds.ReasonInput,
                ["multiline"] = true,
                ["min_length"] = 1,
                ["max_length"] = LongestReason,
            },
        }),
    };

    /// <summary>The answer to a submission that shows an error under the reason.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Error(string message) => new()
    {
        ["response_action"] = "errors",
        ["errors"] = new JsonObject { [SlackActionIds.ReasonBlock] = message },
    };

    private static JsonObject Text(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };
}
