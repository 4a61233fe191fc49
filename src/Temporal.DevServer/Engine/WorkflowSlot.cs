using Temporal.DevServer.State;

namespace Temporal.DevServer.Engine;

/// <summary>All runs of one workflow id that are in memory, behind one gate: changes of a workflow are one after another.</summary>
internal sealed class WorkflowSlot(WorkflowKey key)
{
    internal WorkflowKey Key { get; } = key;

    internal SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Whether <see cref="CurrentRunId"/> is what the store says.</summary>
    internal bool CurrentKnown { get; set; }

    internal string? CurrentRunId { get; set; }

    internal Dictionary<string, RunState> Runs { get; } = [];

    internal Dictionary<string, RunLive> Live { get; } = [];

    /// <summary>Set under the gate when the slot left the table; whoever still holds a reference must look it up again.</summary>
    internal bool IsEvicted { get; set; }

    /// <summary>Ticks of the last use, for choosing what to evict.</summary>
    internal long LastUsed { get; set; }

    internal RunLive LiveOf(string runId)
    {
        if (!Live.TryGetValue(runId, out var live)) Live[runId] = live = new();
        return live;
    }

    /// <summary>Forgets everything read; the next use reads the store's truth.</summary>
    internal void Invalidate()
    {
        Runs.Clear();
        (CurrentKnown, CurrentRunId) = (false, null);
    }

    /// <summary>Whether nobody waits on any of its runs.</summary>
    internal bool IsIdle => Live.Values.All(l => !l.IsWatched && !l.IsOnErrands && l.Waiting.Count == 0 && l.Attached.Count == 0 && l.Updates.Count == 0);
}
