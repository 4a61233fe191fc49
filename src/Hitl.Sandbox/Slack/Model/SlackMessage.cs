using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>A message as it stands now, with every earlier version of it.</summary>
internal sealed record SlackMessage
{
    public string Channel { get; init; } = "";

    public string Ts { get; init; } = "";

    public string User { get; init; } = "";

    public string? BotId { get; init; }

    public string? AppId { get; init; }

    public string Text { get; init; } = "";

    public JsonArray? Blocks { get; init; }

    public JsonObject? Metadata { get; init; }

    public string? ThreadTs { get; init; }

    public string? EditedTs { get; init; }

    public string? EditedBy { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Set on a message only this person sees.</summary>
    public string? EphemeralTo { get; init; }

    public bool? UnfurlLinks { get; init; }

    public bool? UnfurlMedia { get; init; }

    /// <summary>What it said before, oldest first.</summary>
    public List<SlackMessageVersion> Versions { get; init; } = [];
}
