namespace Hitl.Escalations.Intake;

/// <summary>Messages to workflows, delivered at least once and in order per request by a pump that holds the lease.</summary>
public interface IWorkflowOutbox
{
    /// <summary>Takes the pump's lease, or renews it; false while another pump holds it. Each taking fences the one before by its epoch.</summary>
    Task<bool> HoldLeaseAsync(string holder, TimeSpan length, CancellationToken cancel);

    /// <summary>The oldest undelivered messages, at most one per request.</summary>
    Task<IReadOnlyList<WorkflowMessage>> PendingAsync(int most, CancellationToken cancel);

    /// <summary>The message reached its workflow (or the workflow has ended and needs none).</summary>
    Task DeliveredAsync(WorkflowMessage message, CancellationToken cancel);

    /// <summary>The delivery failed; it is tried again not before a time.</summary>
    Task FailedAsync(WorkflowMessage message, string error, DateTimeOffset retryAt, CancellationToken cancel);

    /// <summary>Completes when a message was committed by this process, or after the timeout.</summary>
    Task WaitAsync(TimeSpan timeout, CancellationToken cancel);
}
