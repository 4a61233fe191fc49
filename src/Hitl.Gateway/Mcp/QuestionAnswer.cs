namespace Hitl.Gateway.Mcp;

internal sealed record QuestionAnswer(string Id, string AskedBy, DateTimeOffset AskedAt, bool IsAnswered, Untrusted Question);
