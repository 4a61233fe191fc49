using System.Text.Json.Serialization;
using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>One stage: which role is asked, how many must agree, and how long each part of the wait is.</summary>
public sealed record StageDefinition
{
    /// <summary>Unique within the path, such as <c>first-line</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whose members are asked.</summary>
    public required RoleId Role { get; init; }

    /// <summary>How many distinct people must approve, all roles together. Default 1; allowed 1 to 20.</summary>
    public int Quorum { get; init; } = 1;

    /// <summary>How long the stage waits in all, from the moment it opens.</summary>
    public required TimeSpan Wait { get; init; }

    /// <summary>When people are reminded, each counted from opening and shorter than <see cref="Wait"/>; ascending.</summary>
    public IReadOnlyList<TimeSpan> Reminders { get; init; } = [];

    /// <summary>When named coverage is asked too although nobody is away, from opening; null: only when somebody is away.</summary>
    public TimeSpan? CoverageAfter { get; init; }

    // What follows is not written when it is the default: records made before it was known keep their digest.

    /// <summary>Every role asked at once and how many of each must approve; null when one role is asked. <see cref="Role"/> is the first of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<RoleShare>? Shares { get; init; }

    /// <summary>Whether as many denials as approvals are needed; otherwise one denial settles the stage as denied. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByMajority { get; init; }

    /// <summary>Whether wait, reminders and coverage count only while the role works. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InWorkingTime { get; init; }

    /// <summary>How much longer the people asked may make it wait; null: not at all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public StageExtension? Extension { get; init; }

    /// <summary>The roles it asks, with how many of each; one entry when it asks one role.</summary>
    [JsonIgnore]
    public IReadOnlyList<RoleShare> Seats => Shares ?? [new(Role, Quorum)];

    /// <summary>Whether its moments are read from the store instead of counted from its opening: they can move, or depend on a calendar.</summary>
    [JsonIgnore]
    public bool HasMovingClock => InWorkingTime || Extension is not null;
}
