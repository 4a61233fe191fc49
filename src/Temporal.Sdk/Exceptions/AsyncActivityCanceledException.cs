namespace Temporalio.Exceptions;

/// <summary>A heartbeat learned that its activity is to be cancelled. Seen by code that completes activities from outside.</summary>
public class AsyncActivityCanceledException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    public AsyncActivityCanceledException()
        : base("Activity cancelled")
    {
    }
}
