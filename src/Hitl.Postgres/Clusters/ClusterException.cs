namespace Hitl.Postgres.Clusters;

/// <summary>A private cluster cannot be started. The message is one line that says what to do about it.</summary>
public sealed class ClusterException(string message, Exception? inner = null) : Exception(message, inner);
