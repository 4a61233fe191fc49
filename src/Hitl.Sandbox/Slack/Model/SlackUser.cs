namespace Hitl.Sandbox.Slack.Model;

/// <summary>A person or bot as Slack knows them.</summary>
internal sealed record SlackUser
{
    public string Id { get; init; } = "";

    public string TeamId { get; init; } = "";

    public string Name { get; init; } = "";

    public string RealName { get; init; } = "";

    public string? Email { get; init; }

    public string? Title { get; init; }

    public string Tz { get; init; } = "Etc/UTC";

    public bool Deleted { get; init; }

    public bool IsBot { get; init; }

    public bool IsAdmin { get; init; }

    /// <summary>A guest.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>"active" or "away".</summary>
    public string Presence { get; init; } = "active";

    public bool DndEnabled { get; init; }

    /// <summary>Seconds since the Unix epoch.</summary>
    public long NextDndStartTs { get; init; } = 1;

    /// <summary>Seconds since the Unix epoch.</summary>
    public long NextDndEndTs { get; init; } = 1;

    public string? StatusText { get; init; }

    public string? StatusEmoji { get; init; }

    /// <summary>When the status ends, seconds since the Unix epoch; 0 when it stays.</summary>
    public long StatusExpiration { get; init; }
}
