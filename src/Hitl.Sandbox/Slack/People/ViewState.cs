using System.Net.Mail;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>What the inputs of a view hold, and what Slack's own client refuses before anything is sent.</summary>
internal static class ViewState
{
    /// <param name="values">By block and action, by action alone, or by block alone; inputs left out keep their initial value.</param>
    /// <returns>state.values, and the problems by block_id.</returns>
    public static (JsonObject State, JsonObject Problems) Fill(SlackView view, JsonObject values)
    {
        var (state, problems) = (new JsonObject(), new JsonObject());
        foreach (var (block, element) in Controls.All(view.Definition["blocks"] as JsonArray).Where(found => found.Element.Text("type") is not ("button" or "overflow")))
        {
            var (blockId, actionId) = (block.Text("block_id")!, element.Text("action_id")!);
            var held = ElementState.Of(element, Given(values, blockId, actionId));
            if (block.Text("type") == "input" && Problem(block, element, held) is { } problem) problems[blockId] = problem;
            if (state[blockId] is JsonObject others) others[actionId] = held;
            else state[blockId] = new JsonObject { [actionId] = held };
        }

        return (state, problems);
    }

    private static JsonNode? Given(JsonObject values, string blockId, string actionId) => values[blockId] switch
    {
        JsonObject byAction => byAction[actionId],
        { } value => value,
        null => values[actionId],
    };

    private static string? Problem(JsonObject block, JsonObject element, JsonObject held)
    {
        if (ElementState.IsEmpty(held)) return block["optional"]?.GetValue<bool>() == true ? null : "Please complete this required field.";
        var text = held.Text("value") ?? "";
        if (text.Length < Number(element, "min_length", 0)) return $"Please enter at least {Number(element, "min_length", 0)} characters.";
        if (element.Text("type") == "plain_text_input" && text.Length > Number(element, "max_length", 3000)) return "This is too long.";
        if (element.Text("type") == "email_text_input" && !MailAddress.TryCreate(text, out _)) return "Please enter a valid email address.";
        return null;
    }

    private static int Number(JsonObject element, string name, int otherwise) => element[name]?.GetValue<int>() ?? otherwise;
}
