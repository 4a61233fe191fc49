namespace Hitl.Escalations.Stages;

/// <summary>The moments of one opened stage. Worked out once, where it opens, and stored: a workflow that replays reads what was worked out then.</summary>
/// <param name="DueAt">When the stage ends without a decision, UTC.</param>
/// <param name="Calls">What is done while it waits, in the order of time.</param>
public sealed record StageClock(DateTimeOffset DueAt, IReadOnlyList<StageMoment> Calls);
