namespace Hitl.Workflows.Execution;

/// <summary>What one move on a step came to.</summary>
/// <param name="Kind">What the workflow does next.</param>
/// <param name="Detail">For people, at most 500 characters, credentials masked.</param>
/// <param name="Wait">For <see cref="StepReportKind.Wait"/>: how long until the next move.</param>
/// <param name="Progress">To be handed to the next move.</param>
/// <param name="Sends">Sends counted so far, over all rounds.</param>
/// <param name="IsOutcomeKnown">Whether it is certain that the step did, or did not, take effect.</param>
/// <param name="Owner">Role that owns the step when it needs a person.</param>
public sealed record StepReport(
    StepReportKind Kind, string Detail, TimeSpan Wait, StepProgress Progress, int Sends, bool IsOutcomeKnown, string Owner);
