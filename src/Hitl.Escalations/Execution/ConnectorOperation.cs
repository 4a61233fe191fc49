namespace Hitl.Escalations.Execution;

/// <summary>One thing a connector can do.</summary>
/// <param name="Name">As the catalog writes it, such as <c>refund</c>.</param>
/// <param name="UndoneBy">The operation that undoes it, given the target's reference; null when nothing does.</param>
public sealed record ConnectorOperation(string Name, string? UndoneBy = null);
