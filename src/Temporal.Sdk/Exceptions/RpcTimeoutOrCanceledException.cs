namespace Temporalio.Exceptions;

/// <summary>A call to the server was cancelled or ran out of time.</summary>
public class RpcTimeoutOrCanceledException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which call it was.</param>
    /// <param name="inner">What ended it, if known.</param>
    public RpcTimeoutOrCanceledException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
