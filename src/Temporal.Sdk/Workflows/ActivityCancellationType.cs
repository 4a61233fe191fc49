namespace Temporalio.Workflows;

/// <summary>What a workflow does about an activity whose token is cancelled.</summary>
public enum ActivityCancellationType
{
    /// <summary>Ask the activity to stop and report the cancellation at once, without waiting for it.</summary>
    TryCancel = 0,

    /// <summary>Ask the activity to stop and wait for its end. It learns of the request only by heartbeats.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Leave the activity running and report the cancellation at once.</summary>
    Abandon = 2,
}
