using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Codec calls for one payload and for failures.</summary>
public static class PayloadCodecExtensions
{
    /// <summary>Encodes a payload that stays one.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The encoded payload.</returns>
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        (await codec.EncodeAsync([payload]).ConfigureAwait(false)).Single();

    /// <summary>Decodes a payload that stays one.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The decoded payload.</returns>
    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        (await codec.DecodeAsync([payload]).ConfigureAwait(false)).Single();

    /// <summary>Encodes every payload of a failure and its causes, in place.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="failure">The failure.</param>
    /// <returns>Completes when it is done.</returns>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) => ApplyAsync(failure, codec.EncodeAsync);

    /// <summary>Decodes every payload of a failure and its causes, in place.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="failure">The failure.</param>
    /// <returns>Completes when it is done.</returns>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) => ApplyAsync(failure, codec.DecodeAsync);

    private static async Task ApplyAsync(
        Failure failure, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> transform)
    {
        for (var current = failure; current is not null; current = current.Cause)
        {
            if (current.EncodedAttributes is { } attributes)
            {
                current.EncodedAttributes = (await transform([attributes]).ConfigureAwait(false)).Single();
            }

            if (DetailsOf(current) is { Payloads_.Count: > 0 } details)
            {
                var transformed = await transform(details.Payloads_).ConfigureAwait(false);
                details.Payloads_.Clear();
                details.Payloads_.Add(transformed);
            }
        }
    }

    private static Payloads? DetailsOf(Failure failure) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.ApplicationFailureInfo => failure.ApplicationFailureInfo.Details,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo => failure.TimeoutFailureInfo.LastHeartbeatDetails,
        Failure.FailureInfoOneofCase.CanceledFailureInfo => failure.CanceledFailureInfo.Details,
        Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo => failure.ResetWorkflowFailureInfo.LastHeartbeatDetails,
        _ => null,
    };
}
