using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Engine;

/// <summary>Warns of a history that grows long, and ends a run whose history outgrew what workers can replay.</summary>
internal sealed class HistoryLimits(ILogger log)
{
    private long _warned;

    /// <summary>Histories that passed the length to warn of, since the server began.</summary>
    internal long Warned => Interlocked.Read(ref _warned);

    internal void Enforce(Transition t)
    {
        if (!t.HasChanges || !t.Run.IsOpen) return;
        var (events, bytes) = (t.Run.NextEventId - 1, t.Run.Volatile.HistorySize);
        Warn(t, events, bytes);
        if (events <= Limits.HistoryEvents && bytes <= Limits.HistoryBytes) return;
        RunEnd.Terminate(t, "Workflow history size exceeds limit.", null, "history-service");
    }

    /// <summary>Once: in the change that passes the line.</summary>
    private void Warn(Transition t, long events, long bytes)
    {
        if (events <= Limits.HistoryEventsWarned && bytes <= Limits.HistoryBytesWarned) return;
        var (eventsBefore, bytesBefore) = (events - t.Written.Count, bytes - t.Written.Sum(e => (long)e.CalculateSize()));
        var passes = events > Limits.HistoryEventsWarned && eventsBefore <= Limits.HistoryEventsWarned
            || bytes > Limits.HistoryBytesWarned && bytesBefore <= Limits.HistoryBytesWarned;
        if (!passes) return;
        Interlocked.Increment(ref _warned);
        log.LogWarning("The history of workflow {WorkflowId}, run {RunId}, has {Events} events in {Bytes} bytes; beyond {Limit} events it is terminated.",
            t.Run.Self.Key.WorkflowId, t.Run.Self.RunId, events, bytes, Limits.HistoryEvents);
    }
}
