namespace Hitl.Escalations.Desk;

/// <summary>Everything a desk card shows at one moment.</summary>
public sealed record DeskCardFace
{
    /// <summary>Which card.</summary>
    public required DeskCardKey Key { get; init; }

    /// <summary>One line: what there is to do.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on how it stands.</summary>
    public required string Standing { get; init; }

    /// <summary>Facts by label; values may hold anything and stand in boxes.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; }

    /// <summary>Whether there is still something to do.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Role that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>When it should be done, UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Path of the console page about it, such as <c>/console/drills</c>.</summary>
    public required string ConsolePath { get; init; }
}
