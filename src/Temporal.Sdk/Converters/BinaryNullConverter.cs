using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary><c>binary/null</c>: nulls, as a payload without data.</summary>
public class BinaryNullConverter : IEncodingConverter
{
    private static readonly ByteString Name = ByteString.CopyFromUtf8("binary/null");

    /// <inheritdoc/>
    public virtual string Encoding => "binary/null";

    /// <inheritdoc/>
    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        // A unit result is how a call without a result looks to generic code.
        var empty = value is null or ValueTuple;
        payload = empty ? new Payload { Metadata = { ["encoding"] = Name } } : null;
        return empty;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The type is a value type that cannot be null.</exception>
    public virtual object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(ValueTuple)) return default(ValueTuple);
        return !type.IsValueType || Nullable.GetUnderlyingType(type) is not null
            ? null
            : throw new ArgumentException($"The payload is null, but {type} cannot be.", nameof(payload));
    }
}
