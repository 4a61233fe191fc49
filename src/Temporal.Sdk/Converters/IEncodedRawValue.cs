namespace Temporalio.Converters;

/// <summary>A payload as it came from the wire, decoded when it is read.</summary>
public interface IEncodedRawValue : IRawValue
{
    /// <summary>Decodes and converts the payload.</summary>
    /// <typeparam name="T">What to read it as.</typeparam>
    /// <returns>The value.</returns>
    Task<T> ToValueAsync<T>();
}
