using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Turns values into payloads and back. Runs inside workflows: deterministic, without I/O.</summary>
public interface IPayloadConverter
{
    /// <summary>Converts a value.</summary>
    /// <param name="value">The value; may be <see langword="null"/>.</param>
    /// <returns>The payload.</returns>
    Payload ToPayload(object? value);

    /// <summary>Converts a payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="type">What to read it as.</param>
    /// <returns>The value; <see langword="null"/> only if the payload holds none.</returns>
    object? ToValue(Payload payload, Type type);
}
