namespace Temporalio.Activities;

/// <summary>Why an activity was cancelled, as it stood when it was: several causes may have come together.</summary>
public class ActivityCancellationDetails
{
    /// <summary>The server does not know it any more.</summary>
    public bool IsGoneFromServer { get; init; }

    /// <summary>Its workflow asked for it.</summary>
    public bool IsCancelRequested { get; init; }

    /// <summary>It ran too long.</summary>
    public bool IsTimedOut { get; init; }

    /// <summary>Its worker is shutting down.</summary>
    public bool IsWorkerShutdown { get; init; }

    /// <summary>Somebody paused it.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Its heartbeat details could not be converted.</summary>
    public bool IsHeartbeatRecordFailure { get; init; }

    /// <summary>Somebody reset it.</summary>
    public bool IsReset { get; init; }

    /// <summary>The details of a single reason.</summary>
    internal static ActivityCancellationDetails Of(ActivityCancelReason reason) => new()
    {
        IsGoneFromServer = reason == ActivityCancelReason.GoneFromServer,
        IsCancelRequested = reason == ActivityCancelReason.CancelRequested,
        IsTimedOut = reason == ActivityCancelReason.Timeout,
        IsWorkerShutdown = reason == ActivityCancelReason.WorkerShutdown,
        IsPaused = reason == ActivityCancelReason.Paused,
        IsHeartbeatRecordFailure = reason == ActivityCancelReason.HeartbeatRecordFailure,
        IsReset = reason == ActivityCancelReason.Reset,
    };
}
