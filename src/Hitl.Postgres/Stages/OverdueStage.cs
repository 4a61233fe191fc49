using Hitl.Escalations.Stages;

namespace Hitl.Postgres.Stages;

/// <summary>An open stage with a moment that has passed without anything happening.</summary>
/// <param name="Key">Which stage.</param>
/// <param name="Name">Its name.</param>
/// <param name="Missed">What did not happen: <c>the end</c>, or <c>call 1</c> for the first reminder or asking of coverage.</param>
/// <param name="At">When it was due, UTC.</param>
public sealed record OverdueStage(StageKey Key, string Name, string Missed, DateTimeOffset At);
