namespace Temporalio.Activities;

/// <summary>Why an activity was cancelled.</summary>
public enum ActivityCancelReason
{
    /// <summary>Not cancelled.</summary>
    None,

    /// <summary>The server does not know it any more: timed out, finished otherwise, or its workflow closed.</summary>
    GoneFromServer,

    /// <summary>Its workflow asked for it.</summary>
    CancelRequested,

    /// <summary>It ran longer than its start-to-close timeout.</summary>
    Timeout,

    /// <summary>Its worker is shutting down and the grace period is over.</summary>
    WorkerShutdown,

    /// <summary>Its heartbeat details could not be converted.</summary>
    HeartbeatRecordFailure,

    /// <summary>Somebody paused it.</summary>
    Paused,

    /// <summary>Somebody reset it.</summary>
    Reset,
}
