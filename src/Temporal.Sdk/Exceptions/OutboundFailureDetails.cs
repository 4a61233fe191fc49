namespace Temporalio.Exceptions;

/// <summary>Details of a failure created here; converted when the failure is sent.</summary>
/// <param name="Details">The values, or <see langword="null"/> for none.</param>
public record OutboundFailureDetails(IReadOnlyCollection<object?>? Details) : IFailureDetails
{
    /// <inheritdoc/>
    public int Count => Details?.Count ?? 0;

    /// <inheritdoc/>
    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T)Details!.ElementAt(index)!;
    }
}
