using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts with the first of several encodings that takes the value; reads by the encoding the payload names.</summary>
public class DefaultPayloadConverter : IPayloadConverter, IWithSerializationContext<IPayloadConverter>
{
    /// <summary>
    /// Converts with, in this order: nulls, byte arrays, protobuf messages as JSON, protobuf messages as bytes (only ever
    /// read, never written), and everything else as JSON with .NET's default settings.
    /// </summary>
    public DefaultPayloadConverter()
        : this(new JsonSerializerOptions())
    {
    }

    /// <summary>The default encodings with JSON settings of a derived class.</summary>
    /// <param name="jsonSerializerOptions">Settings for <c>json/plain</c>.</param>
    protected DefaultPayloadConverter(JsonSerializerOptions jsonSerializerOptions)
        : this(
            new BinaryNullConverter(),
            new BinaryPlainConverter(),
            new JsonProtoConverter(),
            new BinaryProtoConverter(),
            new JsonPlainConverter(jsonSerializerOptions))
    {
    }

    /// <summary>Encodings of a derived class.</summary>
    /// <param name="encodingConverters">The encodings in the order they are tried; each name once.</param>
    protected DefaultPayloadConverter(params IEncodingConverter[] encodingConverters)
        : this((IEnumerable<IEncodingConverter>)encodingConverters)
    {
    }

    /// <summary>Encodings of a derived class.</summary>
    /// <param name="encodingConverters">The encodings in the order they are tried; each name once.</param>
    protected DefaultPayloadConverter(IEnumerable<IEncodingConverter> encodingConverters)
    {
        EncodingConverters = [.. encodingConverters];
        IndexedEncodingConverters = Index(EncodingConverters);
    }

    /// <summary>The encodings in the order they are tried.</summary>
    public IReadOnlyCollection<IEncodingConverter> EncodingConverters { get; private set; }

    /// <summary>The encodings by name.</summary>
    protected IReadOnlyDictionary<ByteString, IEncodingConverter> IndexedEncodingConverters { get; private set; }

    /// <inheritdoc/>
    public virtual IPayloadConverter WithSerializationContext(ISerializationContext context)
    {
        if (!EncodingConverters.Any(encoding => encoding is IWithSerializationContext<IEncodingConverter>)) return this;
        var copy = (DefaultPayloadConverter)MemberwiseClone();
        copy.EncodingConverters =
            [.. EncodingConverters.Select(encoding => encoding is IWithSerializationContext<IEncodingConverter> aware ? aware.WithSerializationContext(context) : encoding)];
        copy.IndexedEncodingConverters = Index(copy.EncodingConverters);
        return copy;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No encoding takes the value.</exception>
    public Payload ToPayload(object? value)
    {
        if (value is IRawValue raw) return raw.Payload;
        foreach (var encoding in EncodingConverters)
        {
            if (encoding.TryToPayload(value, out var payload)) return payload!;
        }

        throw new ArgumentException($"No encoding takes a value of type {value?.GetType().ToString() ?? "<null>"}.", nameof(value));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The payload names no encoding, or an unknown one.</exception>
    public object? ToValue(Payload payload, Type type)
    {
        if (type == typeof(RawValue) || type == typeof(IRawValue)) return new RawValue(payload);
        if (!payload.Metadata.TryGetValue("encoding", out var name)) throw new ArgumentException("The payload names no encoding.", nameof(payload));
        return IndexedEncodingConverters.TryGetValue(name, out var encoding)
            ? encoding.ToValue(payload, type)
            : throw new ArgumentException($"Unknown payload encoding {name.ToStringUtf8()}.", nameof(payload));
    }

    private static Dictionary<ByteString, IEncodingConverter> Index(IReadOnlyCollection<IEncodingConverter> encodings) =>
        encodings.ToDictionary(encoding => ByteString.CopyFromUtf8(encoding.Encoding));
}
