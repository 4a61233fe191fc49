using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow was terminated from outside.</summary>
public class TerminatedFailureException : FailureException
{
    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    /// <param name="details">What the caller of terminate sent along, if known.</param>
    protected internal TerminatedFailureException(Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner)
    {
        if (failure.TerminatedFailureInfo is null) throw new ArgumentException("The failure is not a termination.", nameof(failure));
        Details = details;
    }

    /// <summary>The failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>What the caller of terminate sent along, if known.</summary>
    public IFailureDetails? Details { get; protected init; }
}
