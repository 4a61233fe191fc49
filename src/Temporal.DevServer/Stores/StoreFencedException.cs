namespace Temporal.DevServer.Stores;

/// <summary>Another engine took the store over; this one must stop.</summary>
internal sealed class StoreFencedException(long epoch) : Exception($"Another engine took over after epoch {epoch}.")
{
    internal long Epoch { get; } = epoch;
}
