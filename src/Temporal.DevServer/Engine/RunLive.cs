using Temporal.DevServer.Updates;
using Temporal.DevServer.Queries;

namespace Temporal.DevServer.Engine;

/// <summary>What hangs on a run only while this process lives: who waits for it, and what was handed to matching.</summary>
internal sealed class RunLive
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Queries waiting for the next workflow task.</summary>
    internal List<PendingQuery> Waiting { get; } = [];

    /// <summary>Queries handed out with the workflow task under way, by id.</summary>
    internal Dictionary<string, PendingQuery> Attached { get; } = [];

    /// <summary>Stamp of the workflow task last given to matching.</summary>
    internal long DispatchedTask { get; set; }

    /// <summary>Stamp of each activity attempt given to matching, by scheduled event.</summary>
    internal Dictionary<long, long> DispatchedActivities { get; } = [];

    /// <summary>Updates no event tells of yet, in the order they came.</summary>
    internal List<PendingUpdate> Updates { get; } = [];

    /// <summary>Drops updates history knows after all: the commit that accepted them was reported as failed, but done.</summary>
    internal void ForgetKnown(State.RunState run) => Updates.RemoveAll(u => run.Updates.TryGetValue(u.Id, out var known) && known.AcceptedEventId > 0);

    /// <summary>Whether this run's errands are being done.</summary>
    internal bool IsOnErrands { get; set; }

    internal int Busy { get; set; }

    internal bool IsWatched { get; private set; }

    /// <summary>Completes at the next commit.</summary>
    internal Task Watch()
    {
        IsWatched = true;
        return _changed.Task;
    }

    internal void Pulse()
    {
        if (!IsWatched) return;
        IsWatched = false;
        var done = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
    }
}
