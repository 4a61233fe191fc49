using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Transforms payloads on their way to and from the server, such as by encryption. Runs outside workflows; may do I/O.</summary>
public interface IPayloadCodec
{
    /// <summary>Encodes payloads. The number of payloads may change.</summary>
    /// <param name="payloads">The payloads; not to be changed.</param>
    /// <returns>The encoded payloads.</returns>
    Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads);

    /// <summary>Undoes <see cref="EncodeAsync"/>; leaves alone what it did not encode.</summary>
    /// <param name="payloads">The payloads; not to be changed.</param>
    /// <returns>The decoded payloads.</returns>
    Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads);
}
