using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A workflow or activity ran out of time.</summary>
public class TimeoutFailureException : FailureException
{
    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    /// <param name="converter">Reads the heartbeat details.</param>
    protected internal TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.TimeoutFailureInfo ?? throw new ArgumentException("The failure is not a timeout.", nameof(failure));
        LastHeartbeatDetails = new InboundFailureDetails(converter, info.LastHeartbeatDetails?.Payloads_);
    }

    /// <summary>The failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Which limit was exceeded.</summary>
    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;

    /// <summary>What the activity last reported, if it is an activity that timed out.</summary>
    public InboundFailureDetails LastHeartbeatDetails { get; protected init; }
}
