namespace Hitl.Gateway.Mcp;

internal sealed record ScopeAnswer(
    string Action, string Rule, string Effect, string Amounts, IReadOnlyList<string> Bounds, string People, IReadOnlyList<string> Limits, string Risk, string Reversibility);
