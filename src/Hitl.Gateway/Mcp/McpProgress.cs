namespace Hitl.Gateway.Mcp;

/// <summary>Tells a client that asked for it how long a call has waited, and for what.</summary>
internal delegate Task McpProgress(TimeSpan done, TimeSpan total, string text, CancellationToken cancel);
