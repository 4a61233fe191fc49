using System.Text.Json;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Model;

/// <summary>The people, channels and user groups a new workspace starts with.</summary>
internal sealed record SlackSeed
{
    public List<SlackUser> Users { get; init; } = [];

    public List<SlackChannel> Channels { get; init; } = [];

    public List<SlackUserGroup> Usergroups { get; init; } = [];

    /// <exception cref="JsonException">The seed file is not a seed.</exception>
    public static SlackSeed Read(string? file)
    {
        using var stream = file is null
            ? typeof(SlackSeed).Assembly.GetManifestResourceStream("seed.json")!
            : File.OpenRead(file);
        return JsonSerializer.Deserialize<SlackSeed>(stream, WireJson.Options) ?? new();
    }
}
