namespace Hitl.Client.Requests;

/// <summary>A recorded decision; it counts from the moment this is returned.</summary>
/// <param name="Request">The request.</param>
/// <param name="Decision">The decision as committed.</param>
public sealed record DecideAnswer(string Request, DecisionView Decision);
