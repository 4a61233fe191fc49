using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>A modal in front of one person, or their App Home.</summary>
/// <param name="Definition">What the app sent: type, title, blocks, private_metadata, callback_id ….</param>
internal sealed record SlackView(
    string Id, string User, JsonObject Definition, string Hash, string RootViewId, string? PreviousViewId, JsonObject Values)
{
    /// <summary>Errors under the inputs, by block_id.</summary>
    public JsonObject? Errors { get; init; }

    public string? ExternalId => Definition["external_id"]?.GetValue<string>();

    /// <summary>A modal opened from a message may offer response URLs for it.</summary>
    public string? SourceChannel { get; init; }
}
