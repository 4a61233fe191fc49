namespace Hitl.Gateway.Mcp;

internal sealed record ListedRequest(
    string Request, string State, string Action, string Customer, string? Amount, DateTimeOffset ReceivedAt, DateTimeOffset StateSince, Untrusted? Outcome);
