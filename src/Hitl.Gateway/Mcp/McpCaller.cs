using Hitl.Gateway.Callers;

namespace Hitl.Gateway.Mcp;

/// <summary>Who calls a tool, and the header that proved it: the tool calls the API with the same one.</summary>
internal sealed record McpCaller(Caller Who, string Authorization);
