namespace Hitl.Escalations.Stages;

/// <summary>Something that is done at a moment while a stage waits.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Reminder">Ordinal of the reminder to send, from 1; 0 when it is no reminder.</param>
/// <param name="AsksCoverage">Whether coverage is asked too.</param>
public sealed record StageMoment(DateTimeOffset At, int Reminder, bool AsksCoverage);
