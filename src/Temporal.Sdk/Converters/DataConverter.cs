namespace Temporalio.Converters;

/// <summary>Everything that stands between values and the wire.</summary>
/// <param name="PayloadConverter">Converts values.</param>
/// <param name="FailureConverter">Converts exceptions.</param>
/// <param name="PayloadCodec">Transforms what the converters made, or <see langword="null"/> for nothing.</param>
public record DataConverter(
    IPayloadConverter PayloadConverter,
    IFailureConverter FailureConverter,
    IPayloadCodec? PayloadCodec = null)
{
    /// <summary>JSON for values, plain failures, no codec.</summary>
    public static DataConverter Default { get; } = new(new DefaultPayloadConverter(), new DefaultFailureConverter());
}
