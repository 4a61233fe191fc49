using System.Text.Json.Nodes;

namespace Hitl.Local.Story;

/// <summary>An approval as a person gives it: a click, and the modal's reason where the risk asks for one.</summary>
internal static class StoryApproval
{
    public static async Task GiveAsync(StoryWorld world, string user, JsonObject card, CancellationToken cancel)
    {
        var clicked = await world.Slack.ClickAsync(user, card, "hitl.approve", "view", cancel);
        if ((clicked["views"] as JsonArray)?.OfType<JsonObject>().LastOrDefault() is { } modal)
            await world.Slack.SubmitAsync(user, modal, "Checked against the order.", cancel);
    }
}
