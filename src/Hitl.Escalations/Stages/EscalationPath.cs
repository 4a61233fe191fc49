namespace Hitl.Escalations.Stages;

/// <summary>The stages a request walks, in order. At the end without a decision the outcome is refusal, never approval.</summary>
/// <param name="Name">The path's name in the catalog.</param>
/// <param name="Stages">At least one.</param>
public sealed record EscalationPath(string Name, IReadOnlyList<StageDefinition> Stages);
