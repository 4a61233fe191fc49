using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary><c>json/plain</c>: any value as JSON.</summary>
public class JsonPlainConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("json/plain");

    /// <summary>Creates the encoding.</summary>
    /// <param name="serializerOptions">JSON settings.</param>
    public JsonPlainConverter(JsonSerializerOptions serializerOptions) => SerializerOptions = serializerOptions;

    /// <inheritdoc/>
    public virtual string Encoding => "json/plain";

    /// <summary>JSON settings.</summary>
    protected JsonSerializerOptions SerializerOptions { get; private init; }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">JSON cannot hold the value.</exception>
    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        payload = new Payload
        {
            Metadata = { ["encoding"] = Name },
            Data = UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, SerializerOptions)),
        };
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON does not fit the type.</exception>
    public virtual object? ToValue(Payload payload, Type type) =>
        JsonSerializer.Deserialize(payload.Data.Span, type, SerializerOptions);
}
