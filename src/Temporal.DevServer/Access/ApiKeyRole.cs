namespace Temporal.DevServer.Access;

/// <summary>What the bearer of an API key may do.</summary>
public enum ApiKeyRole
{
    /// <summary>Everything.</summary>
    Admin,

    /// <summary>Starts, signals, queries, updates, cancels and reads workflows; takes no tasks, and ends, resets or deletes nothing.</summary>
    Client,

    /// <summary>As <see cref="Client"/>, and takes tasks from the queues it names.</summary>
    Worker,
}
