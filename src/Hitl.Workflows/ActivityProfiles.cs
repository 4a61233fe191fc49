using Hitl.Workflows.Requests;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Hitl.Workflows;

/// <summary>Every timeout and retry of every activity. None gives up: what cannot be finished is shown to people instead.</summary>
internal static class ActivityProfiles
{
    // Our own database being away is transient by definition: without limit, backing off to 10 s.
    private static readonly RetryPolicy Steady = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(200),
        BackoffCoefficient = 2,
        MaximumInterval = TimeSpan.FromSeconds(10),
    };

    // Short enough to notice a dead worker within seconds, long enough for a busy one.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>One or two transactions of our own.</summary>
    public static ActivityOptions Store { get; } = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20), RetryPolicy = Steady };

    /// <summary>A simulation, and a question about every approver to the chat.</summary>
    public static ActivityOptions Proof { get; } = new() { StartToCloseTimeout = TimeSpan.FromMinutes(10), RetryPolicy = Steady };

    /// <summary>Calls to Slack for one stage; a worker that dies is noticed by its missing heartbeat.</summary>
    public static ActivityOptions Cards { get; } = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(2), HeartbeatTimeout = Heartbeat, RetryPolicy = Steady,
    };

    /// <summary>The last check and the grant, in the execution worker.</summary>
    public static ActivityOptions Authorization { get; } = new()
    {
        TaskQueue = RequestAddress.ExecutionTaskQueue, StartToCloseTimeout = TimeSpan.FromSeconds(20), RetryPolicy = Steady,
    };

    /// <summary>Reading state of targets for guards, in the execution worker.</summary>
    public static ActivityOptions Reading { get; } = new()
    {
        TaskQueue = RequestAddress.ExecutionTaskQueue, StartToCloseTimeout = TimeSpan.FromMinutes(2), HeartbeatTimeout = Heartbeat, RetryPolicy = Steady,
    };

    /// <summary>A whole drill at the sandbox, in the execution worker.</summary>
    public static ActivityOptions Drill { get; } = new()
    {
        TaskQueue = RequestAddress.ExecutionTaskQueue, StartToCloseTimeout = TimeSpan.FromMinutes(10), HeartbeatTimeout = Heartbeat, RetryPolicy = Steady,
    };

    /// <summary>One move of one step: at most a look-up, a send and another look-up.</summary>
    /// <param name="call">How long one call to the target may take.</param>
    public static ActivityOptions Step(TimeSpan call) => new()
    {
        TaskQueue = RequestAddress.ExecutionTaskQueue,
        StartToCloseTimeout = (call * 3) + TimeSpan.FromSeconds(30),
        HeartbeatTimeout = Heartbeat,
        RetryPolicy = Steady,
    };
}
