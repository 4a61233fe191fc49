namespace Hitl.Workflows.Evaluations;

/// <summary>One step of the saga as the workflow sees it.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Timeout">How long one call may take.</param>
/// <param name="CanBeUndone">Whether it has a compensation.</param>
public sealed record PlannedStep(string Name, TimeSpan Timeout, bool CanBeUndone);
