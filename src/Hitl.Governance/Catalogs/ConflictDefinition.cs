using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>Which requests are in each other's way, and what happens to the later one.</summary>
public sealed record ConflictDefinition
{
    /// <summary>Unique within the catalog.</summary>
    public required string Id { get; init; }

    /// <summary>Actions it watches; empty for all.</summary>
    public IReadOnlyList<ActionName> Actions { get; init; } = [];

    /// <summary>What must be the same: <c>customer</c>, or the name of a parameter.</summary>
    public required string Subject { get; init; }

    /// <summary>The later one waits until the earlier one has ended.</summary>
    public bool Serialises { get; init; }

    /// <summary>The path of people who decide the later one; null, and not serialised: it is refused.</summary>
    public string? Path { get; init; }
}
