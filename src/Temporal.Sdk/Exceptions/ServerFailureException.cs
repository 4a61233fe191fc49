using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>The Temporal server itself failed the operation.</summary>
public class ServerFailureException : FailureException
{
    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    protected internal ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ServerFailureInfo is null) throw new ArgumentException("The failure is not a server failure.", nameof(failure));
    }

    /// <summary>The failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Whether trying again is pointless.</summary>
    public bool NonRetryable => Failure.ServerFailureInfo.NonRetryable;
}
