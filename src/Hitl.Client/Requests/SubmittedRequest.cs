namespace Hitl.Client.Requests;

/// <summary>The answer to a submission.</summary>
/// <param name="Request">The request, new or the one the key named before.</param>
/// <param name="IsReplay">True when the idempotency key was used before with the same body.</param>
public sealed record SubmittedRequest(RequestView Request, bool IsReplay);
