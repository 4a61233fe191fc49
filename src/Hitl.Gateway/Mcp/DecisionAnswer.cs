namespace Hitl.Gateway.Mcp;

internal sealed record DecisionAnswer(string By, string Verdict, DateTimeOffset At, Untrusted? Reason);
