using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>One stage: which role is asked, how many must agree, and how long each part of the wait is.</summary>
public sealed record StageDefinition
{
    /// <summary>Unique within the path, such as <c>first-line</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whose members are asked.</summary>
    public required RoleId Role { get; init; }

    /// <summary>How many distinct people must approve; one denial settles the stage as denied. Default 1; allowed 1 to 20.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>How long the stage waits in all, from the moment it opens.</summary>
    public required TimeSpan Wait { get; init; }

    /// <summary>When people are reminded, each counted from opening and shorter than <see cref="Wait"/>; ascending.</summary>
    public IReadOnlyList<TimeSpan> Reminders { get; init; } = [];

    /// <summary>When named coverage is asked too although nobody is away, from opening; null: only when somebody is away.</summary>
    public TimeSpan? CoverageAfter { get; init; }
}
