using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload as it came from the wire, decoded when it is read.</summary>
public class EncodedRawValue : RawValue, IEncodedRawValue
{
    private readonly DataConverter _converter;

    /// <summary>Wraps a payload.</summary>
    /// <param name="converter">Decodes and converts it.</param>
    /// <param name="payload">The payload.</param>
    public EncodedRawValue(DataConverter converter, Payload payload)
        : base(payload) => _converter = converter;

    /// <inheritdoc/>
    public Task<T> ToValueAsync<T>() => _converter.ToValueAsync<T>(Payload);
}
