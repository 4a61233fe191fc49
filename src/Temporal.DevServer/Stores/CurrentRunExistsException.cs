namespace Temporal.DevServer.Stores;

/// <summary>The workflow id is already in use by a run the committer did not know of.</summary>
internal sealed class CurrentRunExistsException(string runId) : Exception($"Run {runId} already holds the workflow id.")
{
    internal string RunId { get; } = runId;
}
