using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An activity failed for good; the inner exception says how. Seen by workflows.</summary>
public class ActivityFailureException : FailureException
{
    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    protected internal ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo is null) throw new ArgumentException("The failure is not an activity failure.", nameof(failure));
    }

    /// <summary>The failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>The worker the last attempt failed on, if known.</summary>
    public string? Identity => Failure.ActivityFailureInfo.Identity is { Length: > 0 } identity ? identity : null;

    /// <summary>Name of the activity.</summary>
    public string ActivityType => Failure.ActivityFailureInfo.ActivityType.Name;

    /// <summary>Identifier of this activity within its workflow.</summary>
    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    /// <summary>Why it is not tried again.</summary>
    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
