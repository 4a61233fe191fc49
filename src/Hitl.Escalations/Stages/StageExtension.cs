namespace Hitl.Escalations.Stages;

/// <summary>How much longer a stage may be made to wait by the people it asks.</summary>
/// <param name="By">How much one extension adds, in the stage's own kind of time.</param>
/// <param name="Times">How often, 1 to 10.</param>
public sealed record StageExtension(TimeSpan By, int Times);
