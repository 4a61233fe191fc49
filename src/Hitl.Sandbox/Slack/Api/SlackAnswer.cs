using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>What a Web API method answers; refusals are answers too, with HTTP 200.</summary>
internal sealed record SlackAnswer(JsonObject Body)
{
    public bool Succeeded => Body["ok"]!.GetValue<bool>();

    public static SlackAnswer Ok(JsonObject? body = null)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in body ?? []) answer[name] = value?.DeepClone();
        return new(answer);
    }

    /// <param name="error">One of Slack's error codes.</param>
    /// <param name="messages">What response_metadata.messages says about it.</param>
    public static SlackAnswer Fail(string error, params IEnumerable<string> messages)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = error };
        var details = new JsonArray([.. messages.Select(message => (JsonNode)message)]);
        if (details.Count > 0) answer["response_metadata"] = new JsonObject { ["messages"] = details };
        return new(answer);
    }
}
