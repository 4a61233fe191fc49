namespace Hitl.Workflows.Execution;

/// <summary>How a step ended.</summary>
internal enum StepEndKind
{
    Done,
    Refused,
    Abandoned,
}
