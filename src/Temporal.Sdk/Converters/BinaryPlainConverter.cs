using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary><c>binary/plain</c>: byte arrays as they are.</summary>
public class BinaryPlainConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("binary/plain");

    /// <inheritdoc/>
    public virtual string Encoding => "binary/plain";

    /// <inheritdoc/>
    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is byte[] bytes
            ? new Payload { Metadata = { ["encoding"] = Name }, Data = ByteString.CopyFrom(bytes) }
            : null;
        return payload is not null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The type is not a byte array.</exception>
    public virtual object? ToValue(Payload payload, Type type) => type.IsAssignableFrom(typeof(byte[]))
        ? payload.Data.ToByteArray()
        : throw new ArgumentException($"The payload holds bytes, not {type}.", nameof(type));
}
