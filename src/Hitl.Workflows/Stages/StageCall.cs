namespace Hitl.Workflows.Stages;

/// <summary>Something to do while a stage waits.</summary>
/// <param name="After">When, counted from the opening of the stage.</param>
/// <param name="Reminder">Ordinal of the reminder to send, from 1; 0 when it is no reminder.</param>
/// <param name="AsksCoverage">Whether coverage is asked too.</param>
internal sealed record StageCall(TimeSpan After, int Reminder, bool AsksCoverage);
