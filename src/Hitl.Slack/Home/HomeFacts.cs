namespace Hitl.Slack.Home;

/// <summary>What a person's Home tab shows.</summary>
public sealed record HomeFacts
{
    /// <summary>Whose it is.</summary>
    public required string Name { get; init; }

    /// <summary>What waits for the person's decision.</summary>
    public required IReadOnlyList<HomeItem> Waiting { get; init; }

    /// <summary>How many more wait than are shown.</summary>
    public int More { get; init; }

    /// <summary>What can be decided together.</summary>
    public IReadOnlyList<HomeGroup> Groups { get; init; } = [];

    /// <summary>Who is asked in the person's place, in lines.</summary>
    public required string Coverage { get; init; }

    /// <summary>The person's latest decisions, one line each.</summary>
    public IReadOnlyList<string> Decided { get; init; } = [];
}
