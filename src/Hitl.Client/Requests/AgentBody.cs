namespace Hitl.Client.Requests;

/// <summary>The release of the agent that asks; every part may be absent.</summary>
/// <param name="Version">The agent's own version.</param>
/// <param name="Model">The model it runs on.</param>
/// <param name="PromptVersion">The version of its prompt.</param>
public sealed record AgentBody(string? Version = null, string? Model = null, string? PromptVersion = null);
