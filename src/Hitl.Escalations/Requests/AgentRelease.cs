namespace Hitl.Escalations.Requests;

/// <summary>Which release of an agent asked: recorded with everything it does, and the unit of canaries and breakers.</summary>
/// <param name="Version">The agent's own version, as its builder names it.</param>
/// <param name="Model">The model it ran on, or null when it says nothing.</param>
/// <param name="PromptVersion">The version of its prompt, or null when it says nothing.</param>
public sealed record AgentRelease(string? Version, string? Model, string? PromptVersion);
