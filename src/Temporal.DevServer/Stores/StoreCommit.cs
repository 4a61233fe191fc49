using Temporal.DevServer.State;

namespace Temporal.DevServer.Stores;

/// <summary>Writes that become visible together or not at all, all under one workflow id.</summary>
/// <param name="Key">The workflow.</param>
/// <param name="Writes">At most the old run's and the new run's change.</param>
/// <param name="NewCurrent">The run that becomes the current one; null when that does not change.</param>
/// <param name="ReplacedCurrent">The run it takes over from; null when the workflow id must be unused.</param>
internal sealed record StoreCommit(WorkflowKey Key, IReadOnlyList<RunWrite> Writes, string? NewCurrent = null, string? ReplacedCurrent = null);
