namespace Hitl.Sandbox.Slack.Model;

/// <summary>A user group of the seed; groups do not change while the sandbox runs, except by reset.</summary>
internal sealed record SlackUserGroup
{
    public string Id { get; init; } = "";

    public string Handle { get; init; } = "";

    public string Name { get; init; } = "";

    public List<string> Users { get; init; } = [];
}
