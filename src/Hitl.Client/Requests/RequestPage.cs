namespace Hitl.Client.Requests;

/// <summary>One page of requests, newest first.</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Pass as <c>cursor</c> for the next page; null on the last.</param>
public sealed record RequestPage(IReadOnlyList<RequestSummary> Items, string? Next);
