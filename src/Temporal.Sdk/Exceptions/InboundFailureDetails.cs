using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Details of a failure received; converted when they are asked for.</summary>
/// <param name="Converter">Reads the payloads.</param>
/// <param name="Payloads">The payloads, or <see langword="null"/> for none.</param>
public record InboundFailureDetails(IPayloadConverter Converter, IReadOnlyCollection<Payload>? Payloads) : IFailureDetails
{
    /// <inheritdoc/>
    public int Count => Payloads?.Count ?? 0;

    /// <inheritdoc/>
    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Converter.ToValue<T>(Payloads!.ElementAt(index));
    }
}
