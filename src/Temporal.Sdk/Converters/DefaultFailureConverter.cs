using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Converts the exceptions of <see cref="Temporalio.Exceptions"/> one to one and any other to an application failure.</summary>
public class DefaultFailureConverter : IFailureConverter
{
    /// <summary>Creates the converter with default settings.</summary>
    public DefaultFailureConverter()
        : this(new DefaultFailureConverterOptions())
    {
    }

    /// <summary>Creates the converter with the settings of a derived class.</summary>
    /// <param name="options">The settings.</param>
    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    /// <summary>The settings; not to be changed.</summary>
    public DefaultFailureConverterOptions Options { get; private init; }

    /// <inheritdoc/>
    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        var failureException = exception as FailureException
            ?? new ApplicationFailureException(exception.Message, exception.InnerException, exception.GetType().Name);
        var failure = failureException.Failure is { } received
            ? received.Clone()
            : Create(failureException, exception.StackTrace, payloadConverter);
        if (Options.EncodeCommonAttributes) Hide(failure, payloadConverter);
        return failure;
    }

    /// <inheritdoc/>
    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        if (failure.EncodedAttributes is not null) Reveal(failure, payloadConverter);
        var inner = failure.Cause is null ? null : ToException(failure.Cause, payloadConverter);
        return failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo => new ApplicationFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(failure, inner, null),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo => new ChildWorkflowFailureException(failure, inner),
            _ => new FailureException(failure, inner),
        };
    }

    private static void Hide(Failure failure, IPayloadConverter converter)
    {
        failure.EncodedAttributes = converter.ToPayload(
            new Dictionary<string, string> { ["message"] = failure.Message, ["stack_trace"] = failure.StackTrace });
        failure.Message = "Encoded failure";
        failure.StackTrace = "";
    }

    private static void Reveal(Failure failure, IPayloadConverter converter)
    {
        try
        {
            var hidden = converter.ToValue<Dictionary<string, string>>(failure.EncodedAttributes);
            if (hidden.TryGetValue("message", out var message)) failure.Message = message;
            if (hidden.TryGetValue("stack_trace", out var stackTrace)) failure.StackTrace = stackTrace;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or NotSupportedException)
        {
            // The failure still says that something failed; without the codec nobody here can say what.
            failure.Message = failure.Message.Length == 0 ? "Encoded failure" : failure.Message;
        }
    }

    private Failure Create(FailureException exception, string? stackTrace, IPayloadConverter converter)
    {
        var failure = new Failure
        {
            Message = exception.Message,
            StackTrace = stackTrace ?? "",
            Cause = exception.InnerException is { } inner ? ToFailure(inner, converter) : null,
        };
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = new ApplicationFailureInfo
                {
                    Type = application.ErrorType ?? "",
                    NonRetryable = application.NonRetryable,
                    Details = DetailsOf(application.Details, converter),
                    NextRetryDelay = application.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                    Category = application.Category,
                };
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new CanceledFailureInfo { Details = DetailsOf(canceled.Details, converter) };
                break;
        }

        return failure;
    }

    private static Payloads? DetailsOf(IFailureDetails details, IPayloadConverter converter) =>
        details is OutboundFailureDetails { Count: > 0 } outbound
            ? new Payloads { Payloads_ = { outbound.Details!.Select(converter.ToPayload) } }
            : null;

    /// <summary>The converter with <see cref="DefaultFailureConverterOptions.EncodeCommonAttributes"/> set.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        /// <summary>Creates the converter.</summary>
        public WithEncodedCommonAttributes()
            : base(new DefaultFailureConverterOptions { EncodeCommonAttributes = true })
        {
        }
    }
}
