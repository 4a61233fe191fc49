using System.Text.Json;

namespace Hitl.Gateway.Mcp;

/// <summary>One call of a tool.</summary>
internal sealed record McpToolCall(McpCaller Caller, string Tool, JsonElement Arguments, McpProgress Progress);
