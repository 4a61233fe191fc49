namespace Hitl.Escalations.Stages;

/// <summary>A stage as stored.</summary>
/// <param name="Key">Which stage.</param>
/// <param name="Definition">What the catalog said when the stage opened.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Asked">Everyone asked so far, coverage included.</param>
/// <param name="OpenedAt">When it opened, UTC.</param>
/// <param name="ClosedAt">When it closed, UTC; null while open.</param>
public sealed record StageRecord(
    StageKey Key,
    StageDefinition Definition,
    StageStatus Status,
    IReadOnlyList<AskedPerson> Asked,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt)
{
    /// <summary>When it ends without a decision, as stored, UTC; null for stages that opened before this was stored.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often people have extended it.</summary>
    public int Extended { get; init; }

    /// <summary>When it ends without a decision, UTC.</summary>
    public DateTimeOffset Deadline => DueAt ?? OpenedAt + Definition.Wait;
}
