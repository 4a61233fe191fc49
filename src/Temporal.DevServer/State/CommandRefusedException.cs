namespace Temporal.DevServer.State;

/// <summary>A worker's command breaks the rules: its workflow task fails with this cause and is tried again.</summary>
internal sealed class CommandRefusedException(WorkflowTaskFailedCause cause, string message) : Exception(message)
{
    internal WorkflowTaskFailedCause Cause { get; } = cause;
}
