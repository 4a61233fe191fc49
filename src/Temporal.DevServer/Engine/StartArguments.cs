using Temporal.DevServer.State;
using Temporalio.Api.Sdk.V1;

namespace Temporal.DevServer.Engine;

/// <summary>What a start and a signal-with-start have in common, checked and with defaults filled in.</summary>
internal sealed record StartArguments
{
    internal required WorkflowKey Key { get; init; }

    internal required WorkflowExecutionStartedEventAttributes Started { get; init; }

    internal required string RequestId { get; init; }

    internal required WorkflowIdReusePolicy ReusePolicy { get; init; }

    internal required WorkflowIdConflictPolicy ConflictPolicy { get; init; }

    internal UserMetadata? UserMetadata { get; init; }

    internal bool RequestEager { get; init; }

    internal bool AttachRequestId { get; init; }

    /// <summary>The schedule that starts it and hears of its end; empty for others.</summary>
    internal string ScheduledBy { get; init; } = "";

    /// <summary>The signal that comes with the start; null for a plain start.</summary>
    internal WorkflowExecutionSignaledEventAttributes? Signal { get; init; }
}
