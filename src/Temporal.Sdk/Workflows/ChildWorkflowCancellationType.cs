namespace Temporalio.Workflows;

/// <summary>What a workflow does about a child whose token is cancelled.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Leave the child alone and report the cancellation at once.</summary>
    Abandon = 0,

    /// <summary>Ask the child to stop and report the cancellation at once, without waiting for it.</summary>
    TryCancel = 1,

    /// <summary>Ask the child to stop and wait for its end. The default.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Ask the child to stop and wait until it has the request, not for its end.</summary>
    WaitCancellationRequested = 3,
}
