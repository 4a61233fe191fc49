using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>A cancellation that happened in Temporal, as opposed to one of a .NET token.</summary>
public class CanceledFailureException : FailureException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was cancelled.</param>
    /// <param name="details">Values to send along.</param>
    protected internal CanceledFailureException(string message, IReadOnlyCollection<object?>? details = null)
        : base(message) => Details = new OutboundFailureDetails(details ?? []);

    /// <summary>Creates the exception from its form on the wire.</summary>
    /// <param name="failure">The failure as received.</param>
    /// <param name="inner">Its converted cause, if any.</param>
    /// <param name="converter">Reads the details.</param>
    protected internal CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.CanceledFailureInfo ?? throw new ArgumentException("The failure is not a cancellation.", nameof(failure));
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_);
    }

    /// <summary>The failure as received.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>The values sent along; never <see langword="null"/>.</summary>
    public IFailureDetails Details { get; protected init; }
}
