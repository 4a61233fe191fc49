namespace Hitl.Activities.Execution;

/// <summary>What stands against sending.</summary>
/// <param name="Change">What changed since it was approved, one sentence; null when nothing is known to have.</param>
/// <param name="Unread">What could not be read; empty otherwise.</param>
internal sealed record GuardFinding(string? Change, string Unread);
