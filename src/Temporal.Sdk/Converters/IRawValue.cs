using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value that is decoded but not converted. As a parameter it takes what came, as an argument it goes as it is.</summary>
public interface IRawValue
{
    /// <summary>The payload.</summary>
    Payload Payload { get; }
}
