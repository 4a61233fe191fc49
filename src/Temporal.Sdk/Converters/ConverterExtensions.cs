using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Converters;

/// <summary>Conversions in one call: a data converter converts and applies its codec, a payload converter only converts.</summary>
public static class ConverterExtensions
{
    /// <summary>Converts and encodes values.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="values">The values.</param>
    /// <returns>The payloads.</returns>
    public static async Task<IReadOnlyCollection<Payload>> ToPayloadsAsync(
        this DataConverter converter, IReadOnlyCollection<object?> values)
    {
        var payloads = converter.PayloadConverter.ToPayloads(values);
        return converter.PayloadCodec is { } codec ? await codec.EncodeAsync(payloads).ConfigureAwait(false) : payloads;
    }

    /// <summary>Converts and encodes a value.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The payload.</returns>
    public static async Task<Payload> ToPayloadAsync(this DataConverter converter, object? value)
    {
        var payload = converter.PayloadConverter.ToPayload(value);
        return converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload).ConfigureAwait(false) : payload;
    }

    /// <summary>Decodes and converts a payload.</summary>
    /// <typeparam name="T">What to read it as.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The value.</returns>
    public static Task<T> ToValueAsync<T>(this DataConverter converter, Payload payload) =>
        converter.ToSingleValueAsync<T>([payload]);

    /// <summary>Decodes and converts a payload.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="type">What to read it as.</param>
    /// <returns>The value.</returns>
    public static Task<object?> ToValueAsync(this DataConverter converter, Payload payload, Type type) =>
        converter.ToSingleValueAsync([payload], type);

    /// <summary>Decodes and converts payloads that are one value.</summary>
    /// <typeparam name="T">What to read it as.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="payloads">The payloads; more than one only if the codec made them so.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">Decoded, they are not one payload.</exception>
    public static async Task<T> ToSingleValueAsync<T>(this DataConverter converter, IReadOnlyCollection<Payload> payloads) =>
        (T)(await converter.ToSingleValueAsync(payloads, typeof(T)).ConfigureAwait(false))!;

    /// <summary>Decodes and converts payloads that are one value.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="payloads">The payloads; more than one only if the codec made them so.</param>
    /// <param name="type">What to read it as.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">Decoded, they are not one payload.</exception>
    public static async Task<object?> ToSingleValueAsync(
        this DataConverter converter, IReadOnlyCollection<Payload> payloads, Type type)
    {
        if (converter.PayloadCodec is { } codec) payloads = await codec.DecodeAsync(payloads).ConfigureAwait(false);
        return payloads.Count == 1
            ? converter.PayloadConverter.ToValue(payloads.First(), type)
            : throw new ArgumentException($"Expected 1 payload, found {payloads.Count}.", nameof(payloads));
    }

    /// <summary>Decodes and converts a failure.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="failure">The failure; decoded in place.</param>
    /// <returns>The exception.</returns>
    public static async Task<Exception> ToExceptionAsync(this DataConverter converter, Failure failure)
    {
        if (converter.PayloadCodec is { } codec) await codec.DecodeFailureAsync(failure).ConfigureAwait(false);
        return converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }

    /// <summary>Converts and encodes an exception.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="exc">The exception.</param>
    /// <returns>The failure.</returns>
    public static async Task<Failure> ToFailureAsync(this DataConverter converter, Exception exc)
    {
        var failure = converter.FailureConverter.ToFailure(exc, converter.PayloadConverter);
        if (converter.PayloadCodec is { } codec) await codec.EncodeFailureAsync(failure).ConfigureAwait(false);
        return failure;
    }

    /// <summary>Converts values without encoding them.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="values">The values.</param>
    /// <returns>The payloads.</returns>
    public static IReadOnlyCollection<Payload> ToPayloads(this IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        [.. values.Select(converter.ToPayload)];

    /// <summary>Converts a payload that needs no decoding.</summary>
    /// <typeparam name="T">What to read it as.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>The value.</returns>
    public static T ToValue<T>(this IPayloadConverter converter, Payload payload) => (T)converter.ToValue(payload, typeof(T))!;

    /// <summary>Converts a raw value.</summary>
    /// <typeparam name="T">What to read it as.</typeparam>
    /// <param name="converter">The converter.</param>
    /// <param name="rawValue">The raw value.</param>
    /// <returns>The value.</returns>
    public static T ToValue<T>(this IPayloadConverter converter, IRawValue rawValue) => converter.ToValue<T>(rawValue.Payload);

    /// <summary>Converts a value and keeps it as a payload.</summary>
    /// <param name="converter">The converter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The raw value.</returns>
    public static RawValue ToRawValue(this IPayloadConverter converter, object? value) => new(converter.ToPayload(value));

    /// <summary>What people see beside a workflow or command; null if there is nothing to see.</summary>
    internal static async Task<UserMetadata?> ToUserMetadataAsync(this DataConverter converter, string? summary, string? details) =>
        summary is null && details is null
            ? null
            : new UserMetadata
            {
                Summary = summary is null ? null : await converter.ToPayloadAsync(summary).ConfigureAwait(false),
                Details = details is null ? null : await converter.ToPayloadAsync(details).ConfigureAwait(false),
            };
}
