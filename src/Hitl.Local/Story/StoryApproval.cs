using System.Text.Json.Nodes;

namespace Hitl.Local.Story;

/// <summary>An approval as a person gives it: a click, and the modal's reason where the risk asks for one.</summary>
internal static class StoryApproval
{
    public static async Task GiveAsync(StoryWorld world, string user, JsonObject card, CancellationToken cancel)
    {
        if (await world.Slack.PressAsync(user, card, "hitl.approve", cancel) is { } modal)
            await world.Slack.SubmitAsync(user, modal, "Checked against the order.", cancel);
    }
}
