namespace Hitl.Activities.Execution;

/// <summary>The next move on a step.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Wait">How long, for a wait.</param>
/// <param name="Why">For people, when it parks or waits.</param>
internal sealed record SettleMove(SettleMoveKind Kind, TimeSpan Wait = default, string Why = "");
