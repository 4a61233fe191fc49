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
    DateTimeOffset? ClosedAt);
