using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary><c>binary/protobuf</c>: protobuf messages as bytes.</summary>
public class BinaryProtoConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("binary/protobuf");

    /// <inheritdoc/>
    public virtual string Encoding => "binary/protobuf";

    /// <inheritdoc/>
    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? new Payload
            {
                Metadata = { ["encoding"] = Name, ["messageType"] = ByteString.CopyFromUtf8(message.Descriptor.FullName) },
                Data = message.ToByteString(),
            }
            : null;
        return payload is not null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The type is not a protobuf message.</exception>
    public virtual object? ToValue(Payload payload, Type type) =>
        ProtoMessageTypes.DescriptorOf(type).Parser.ParseFrom(payload.Data);
}
