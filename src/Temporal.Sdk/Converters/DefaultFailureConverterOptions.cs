namespace Temporalio.Converters;

/// <summary>Settings of <see cref="DefaultFailureConverter"/>.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>Whether message and stack trace travel as a payload, so that a codec can encrypt them. Default false.</summary>
    public bool EncodeCommonAttributes { get; set; }

    /// <summary>Copies the settings.</summary>
    /// <returns>A shallow copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
