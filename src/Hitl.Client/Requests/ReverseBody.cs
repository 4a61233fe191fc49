namespace Hitl.Client.Requests;

/// <summary>Asks to undo an executed request.</summary>
/// <param name="Reason">Why, 1–1,000 characters; recorded.</param>
public sealed record ReverseBody(string Reason);
