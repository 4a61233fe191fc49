namespace Hitl.Client.Catalogs;

/// <summary>One step of an action.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">The target.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Compensation">What undoes it; null when nothing does.</param>
public sealed record StepLine(string Name, string Target, string Operation, string? Compensation);
