namespace Hitl.Client.Ops;

/// <summary>A recorded intervention; the workflow acts on it at once.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Request">The request.</param>
/// <param name="Kind"><c>replay</c> or <c>abandon</c>.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, UTC.</param>
public sealed record InterventionView(string Id, string Request, string Kind, string By, string Reason, DateTimeOffset At);
