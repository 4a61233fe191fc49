using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary><c>json/protobuf</c>: protobuf messages as JSON.</summary>
public class JsonProtoConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("json/protobuf");
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <inheritdoc/>
    public virtual string Encoding => "json/protobuf";

    /// <inheritdoc/>
    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? new Payload
            {
                Metadata = { ["encoding"] = Name, ["messageType"] = ByteString.CopyFromUtf8(message.Descriptor.FullName) },
                Data = ByteString.CopyFromUtf8(JsonFormatter.Default.Format(message)),
            }
            : null;
        return payload is not null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The type is not a protobuf message.</exception>
    public virtual object? ToValue(Payload payload, Type type) =>
        Parser.Parse(payload.Data.ToStringUtf8(), ProtoMessageTypes.DescriptorOf(type));
}
