using System.Text.Json.Nodes;

namespace Hitl.Local.Story;

/// <summary>Lets the story be the people in the local Slack: reads what they see, clicks what they click.</summary>
public sealed class SlackDriver(HttpClient sandbox)
{
    private const int MostPresses = 5;

    /// <summary>The newest message to a person that carries live buttons of this request; null when there is none.</summary>
    public async Task<JsonObject?> OpenCardAsync(string user, string request, CancellationToken cancel) =>
        (await MessagesAsync(user, cancel)).LastOrDefault(message => Actions(message).Where(Decides).Any(action => Value(action).Contains(request, StringComparison.Ordinal)));

    /// <summary>A message as it is shown now; null when it is gone.</summary>
    public async Task<JsonObject?> MessageAsync(string channel, string ts, CancellationToken cancel)
    {
        using var answer = await sandbox.GetAsync($"_sandbox/slack/messages/{channel}/{ts}", cancel);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>(cancel) : null;
    }

    /// <summary>Everything a person sees in direct messages, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> MessagesAsync(string user, CancellationToken cancel) =>
        [.. (await sandbox.GetFromJsonAsync<JsonArray>($"_sandbox/slack/users/{user}/messages", cancel))!.OfType<JsonObject>()
            .OrderBy(message => (string?)message["ts"], StringComparer.Ordinal)];

    /// <summary>Clicks a button of a card and returns everything that followed.</summary>
    public Task<JsonObject> ClickAsync(string user, JsonObject card, string action, string? waitFor, CancellationToken cancel) =>
        PostAsync($"_sandbox/slack/users/{user}/click", new()
        {
            ["action_id"] = action, ["channel"] = (string?)card["channel"], ["ts"] = (string?)card["ts"], ["wait_for"] = waitFor,
        }, cancel);

    /// <summary>Clicks and returns only what the app answered: for a load that must not read what everybody else did meanwhile.</summary>
    public Task<JsonObject> ClickBrieflyAsync(string user, JsonObject card, string action, CancellationToken cancel) =>
        PostAsync($"_sandbox/slack/users/{user}/click", new()
        {
            ["action_id"] = action, ["channel"] = (string?)card["channel"], ["ts"] = (string?)card["ts"], ["brief"] = true,
        }, cancel);

    /// <summary>Presses a button as people do who expect a dialog: again, when Slack did not open it, for a trigger lives three seconds only.</summary>
    /// <returns>The dialog; null when the press did without one and the button is gone, or when the person was told in words why there is none.</returns>
    /// <exception cref="StoryFailedException">No dialog came, nobody was told why, and the button stayed.</exception>
    public async Task<JsonObject?> PressAsync(string user, JsonObject card, string action, CancellationToken cancel)
    {
        for (var press = 1; ; press++)
        {
            var clicked = await ClickAsync(user, card, action, "view", cancel);
            // The Home tab is a view as well, and may have been published in the same moment.
            if ((clicked["views"] as JsonArray)?.OfType<JsonObject>().LastOrDefault(view => (string?)view["type"] == "modal") is { } dialog) return dialog;
            var now = await MessageAsync((string)card["channel"]!, (string)card["ts"]!, cancel);
            if (now is null || Actions(now).All(one => (string?)one["action_id"] != action)) return null;
            if (press < MostPresses) continue;
            if (clicked["ephemerals"] is JsonArray { Count: > 0 }) return null;
            throw new StoryFailedException($"{action} opened no dialog in {MostPresses} presses: {clicked.ToJsonString()}");
        }
    }

    /// <summary>Fills the only input of a modal and submits it.</summary>
    public Task<JsonObject> SubmitAsync(string user, JsonObject view, string text, CancellationToken cancel)
    {
        var input = Actions(view).First();
        var values = new JsonObject { [(string)input["block_id"]!] = new JsonObject { [(string)input["action_id"]!] = text } };
        return PostAsync($"_sandbox/slack/users/{user}/views/{(string)view["id"]!}/submit", new() { ["values"] = values }, cancel);
    }

    /// <summary>Whether a message still has a button that decides.</summary>
    public static bool HasButtons(JsonObject message) =>
        Actions(message).Any(Decides);

    /// <summary>The newest message to a person with a button of this name and value; null when there is none.</summary>
    public async Task<JsonObject?> WithButtonAsync(string user, string actionId, string value, CancellationToken cancel) =>
        (await MessagesAsync(user, cancel)).LastOrDefault(message => Actions(message).Any(action => (string?)action["action_id"] == actionId && Value(action) == value));

    // Undoing what was executed, or running a drill, decides nothing that is pending.
    private static bool Decides(JsonObject action) =>
        (string?)action["action_id"] is { } id && id.StartsWith("hitl.", StringComparison.Ordinal) && id is not ("hitl.undo" or "hitl.drill.run");

    private static IEnumerable<JsonObject> Actions(JsonObject message) => (message["actions"] as JsonArray ?? []).OfType<JsonObject>();

    private static string Value(JsonObject action) => (string?)action["value"] ?? "";

    private async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        using var answer = await sandbox.PostAsJsonAsync(path, body, cancel);
        return await answer.Content.ReadFromJsonAsync<JsonObject>(cancel) ?? throw new StoryFailedException($"The local Slack answered nothing to {path}.");
    }
}
