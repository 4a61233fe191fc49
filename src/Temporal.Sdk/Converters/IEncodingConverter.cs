using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts values of one encoding, named in the payload's metadata.</summary>
public interface IEncodingConverter
{
    /// <summary>The encoding's name, such as <c>json/plain</c>.</summary>
    string Encoding { get; }

    /// <summary>Converts a value, if this encoding is for it.</summary>
    /// <param name="value">The value; may be <see langword="null"/>.</param>
    /// <param name="payload">The payload, if this encoding is for it.</param>
    /// <returns><see langword="false"/> if the value is for another encoding.</returns>
    bool TryToPayload(object? value, out Payload? payload);

    /// <summary>Converts a payload of this encoding.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="type">What to read it as.</param>
    /// <returns>The value.</returns>
    object? ToValue(Payload payload, Type type);
}
