namespace Hitl.Benchmarks;

/// <summary>One measured figure beside its goal.</summary>
/// <param name="Id">The row of the goals table, such as <c>P11</c>.</param>
/// <param name="What">What was measured.</param>
/// <param name="Goal">The goal, as text.</param>
/// <param name="Measured">The figure, as text.</param>
/// <param name="Met">Whether the goal was met.</param>
internal sealed record Measurement(string Id, string What, string Goal, string Measured, bool Met);
