namespace Hitl.Gateway.Mcp;

internal sealed record EffectAnswer(string Step, bool? IsUndo, string Status, Untrusted? Reference);
