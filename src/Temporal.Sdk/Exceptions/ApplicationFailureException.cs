using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>An error of workflow or activity code.</summary>
/// <remarks>
/// The exception to throw in order to fail a workflow. Any other exception leaving an activity is turned into this one,
/// retryable, with the exception's class name as <see cref="ErrorType"/>.
/// </remarks>
public class ApplicationFailureException : FailureException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="errorType">A stable name retry policies can refer to.</param>
    /// <param name="nonRetryable">Whether trying again is pointless, whatever the retry policy says.</param>
    /// <param name="details">Values to send along.</param>
    /// <param name="nextRetryDelay">When to try next, instead of what the retry policy says.</param>
    /// <param name="category">How loudly the error is reported.</param>
    public ApplicationFailureException(
        string message,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : this(message, null, errorType, nonRetryable, details, nextRetryDelay, category)
    {
    }

    /// <summary>Creates the exception with a cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="errorType">A stable name retry policies can refer to.</param>
    /// <param name="nonRetryable">Whether trying again is pointless, whatever the retry policy says.</param>
    /// <param name="details">Values to send along.</param>
    /// <param name="nextRetryDelay">When to try next, instead of what the retry policy says.</param>
    /// <param name="category">How loudly the error is reported.</param>
    public ApplicationFailureException(
        string message,
        Exception? inner,
        string? errorType = null,
        bool nonRetryable = false,
        IReadOnlyCollection<object?>? details = null,
        TimeSpan? nextRetryDelay = null,
        ApplicationErrorCategory category = ApplicationErrorCategory.Unspecified)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
        Details = new OutboundFailureDetails(details ?? []);
        NextRetryDelay = nextRetryDelay;
        Category = category;
    }

    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    /// <param name="converter">Reads the details.</param>
    protected internal ApplicationFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.ApplicationFailureInfo ?? throw new ArgumentException("The failure is not an application failure.", nameof(failure));
        ErrorType = info.Type.Length == 0 ? null : info.Type;
        NonRetryable = info.NonRetryable;
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
        NextRetryDelay = info.NextRetryDelay?.ToTimeSpan();
        Category = info.Category;
    }

    /// <summary>The stable name of the error, if it has one.</summary>
    public string? ErrorType { get; protected init; }

    /// <summary>Whether trying again is pointless.</summary>
    public bool NonRetryable { get; protected init; }

    /// <summary>The values sent along; never <see langword="null"/>.</summary>
    public IFailureDetails Details { get; protected init; }

    /// <summary>When to try next, if not by the retry policy.</summary>
    public TimeSpan? NextRetryDelay { get; protected init; }

    /// <summary>How loudly the error is reported.</summary>
    public ApplicationErrorCategory Category { get; protected init; }
}
