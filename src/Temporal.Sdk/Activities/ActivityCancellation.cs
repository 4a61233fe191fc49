namespace Temporalio.Activities;

/// <summary>Why an activity was cancelled, shared between its worker and its context.</summary>
internal sealed class ActivityCancellation
{
    private volatile ActivityCancelReason _reason;
    private volatile ActivityCancellationDetails? _details;

    internal ActivityCancelReason Reason
    {
        get => _reason;
        set => _reason = value;
    }

    internal ActivityCancellationDetails? Details
    {
        get => _details;
        set => _details = value;
    }
}
