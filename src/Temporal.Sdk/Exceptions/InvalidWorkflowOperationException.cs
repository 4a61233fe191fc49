namespace Temporalio.Exceptions;

/// <summary>A workflow did something workflows must not do. Fails the workflow task, so that the code can be mended.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    private readonly string? _stackTraceOverride;

    /// <summary>Creates the exception; a given stack trace says where it happened, if that is not where it is thrown.</summary>
    internal InvalidWorkflowOperationException(string message, string? stackTraceOverride = null)
        : base(message) => _stackTraceOverride = stackTraceOverride;

    /// <inheritdoc/>
    public override string? StackTrace => _stackTraceOverride ?? base.StackTrace;
}
