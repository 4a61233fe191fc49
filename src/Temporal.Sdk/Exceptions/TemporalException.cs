namespace Temporalio.Exceptions;

/// <summary>Base of every exception this library throws of its own.</summary>
public abstract class TemporalException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    protected TemporalException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    protected TemporalException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="inner">What caused it, if known.</param>
    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>Tells a cancellation from any other failure.</summary>
    /// <param name="e">The exception to look at.</param>
    /// <returns>
    /// <see langword="true"/> for .NET's own cancellation, for Temporal's, and for an activity or child workflow that
    /// ended because of one.
    /// </returns>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException or CanceledFailureException => true,
        ActivityFailureException or ChildWorkflowFailureException => e.InnerException is CanceledFailureException,
        _ => false,
    };
}
