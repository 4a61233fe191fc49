namespace Temporal.DevServer.Stores;

/// <summary>The store did not confirm; whether it wrote is unknown. Another try may succeed.</summary>
internal sealed class StoreUnavailableException(string message, Exception inner) : Exception(message, inner);
