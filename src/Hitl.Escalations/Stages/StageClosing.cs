using Hitl.Escalations.Decisions;

namespace Hitl.Escalations.Stages;

/// <summary>What one attempt to close a stage found, in one transaction.</summary>
/// <param name="Status">The status after the attempt; <see cref="StageStatus.Open"/> when it stays open.</param>
/// <param name="Decisions">Every decision committed for the stage before the attempt; none can be added after a closing.</param>
public sealed record StageClosing(StageStatus Status, IReadOnlyList<Decision> Decisions);
