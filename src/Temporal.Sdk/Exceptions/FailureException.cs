using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>Base of the exceptions that have a form on the wire. Thrown out of a workflow, they fail the workflow.</summary>
public class FailureException : TemporalException
{
    /// <summary>Creates an exception that has not been on the wire yet.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="inner">What caused it, if known.</param>
    protected internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    protected internal FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    /// <summary>The failure as received; <see langword="null"/> for an exception created here.</summary>
    public Failure? Failure { get; protected init; }

    /// <summary>Where it was thrown here or, if it was not, where the failure says it was thrown there.</summary>
    public override string? StackTrace =>
        base.StackTrace is { Length: > 0 } here ? here
        : Failure is { StackTrace.Length: > 0 } ? Failure.StackTrace
        : base.StackTrace;
}
