namespace Hitl.Sandbox.Slack.Model;

/// <summary>A channel, or a direct message between the app's bot and one person.</summary>
internal sealed record SlackChannel
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public bool IsIm { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsArchived { get; init; }

    /// <summary>The person on the other side of a direct message.</summary>
    public string? User { get; init; }

    public List<string> Members { get; init; } = [];

    public bool Has(string user) => Members.Contains(user);
}
