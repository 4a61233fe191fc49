namespace Hitl.Workflows.Execution;

/// <summary>How a step ended, ops included.</summary>
internal sealed record StepEnd(StepEndKind Kind, string Detail, bool IsOutcomeKnown);
