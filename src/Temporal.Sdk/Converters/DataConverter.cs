namespace Temporalio.Converters;

/// <summary>Everything that stands between values and the wire.</summary>
/// <param name="PayloadConverter">Converts values.</param>
/// <param name="FailureConverter">Converts exceptions.</param>
/// <param name="PayloadCodec">Transforms what the converters made, or <see langword="null"/> for nothing.</param>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null) : IWithSerializationContext<DataConverter>
{
    /// <summary>JSON for values, plain failures, no codec.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());

    /// <summary>This converter with those of its parts replaced that depend on the context.</summary>
    /// <param name="context">The context.</param>
    /// <returns>The converter to use; this one if no part depends on it.</returns>
    public virtual DataConverter WithSerializationContext(ISerializationContext context)
    {
        var (payloads, failures, codec) = (Of(PayloadConverter, context), Of(FailureConverter, context), PayloadCodec is { } known ? Of(known, context) : null);
        return payloads == PayloadConverter && failures == FailureConverter && codec == PayloadCodec
            ? this
            : this with { PayloadConverter = payloads, FailureConverter = failures, PayloadCodec = codec };
    }

    private static T Of<T>(T part, ISerializationContext context)
        where T : class => part is IWithSerializationContext<T> aware ? aware.WithSerializationContext(context) : part;
}
