namespace Hitl.Client.Requests;

/// <summary>Takes a request back.</summary>
/// <param name="Reason">Why; at most 1,000 characters, may be empty.</param>
public sealed record WithdrawBody(string? Reason);
