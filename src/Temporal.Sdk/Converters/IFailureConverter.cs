using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Turns exceptions into failures and back. Runs inside workflows: deterministic, without I/O.</summary>
public interface IFailureConverter
{
    /// <summary>Converts an exception and its causes.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="payloadConverter">Converts its details.</param>
    /// <returns>The failure.</returns>
    Failure ToFailure(Exception exception, IPayloadConverter payloadConverter);

    /// <summary>Converts a failure and its causes.</summary>
    /// <param name="failure">The failure; may be changed.</param>
    /// <param name="payloadConverter">Converts its details.</param>
    /// <returns>The exception.</returns>
    Exception ToException(Failure failure, IPayloadConverter payloadConverter);
}
