using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload as a value.</summary>
public class RawValue : IRawValue
{
    /// <summary>Wraps a payload.</summary>
    /// <param name="payload">The payload.</param>
    public RawValue(Payload payload) => Payload = payload;

    /// <inheritdoc/>
    public Payload Payload { get; private init; }
}
