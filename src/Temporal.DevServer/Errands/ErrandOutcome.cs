using Temporal.DevServer.Engine;
using Temporal.DevServer.State;
using Temporal.DevServer.Tasks;

namespace Temporal.DevServer.Errands;

/// <summary>Records how an errand ended in the history of the run that sent it.</summary>
internal static class ErrandOutcome
{
    /// <summary>Once only: a repeated errand finds its outcome recorded.</summary>
    internal static ValueTask<bool> RecordAsync(WorkflowEngine engine, RunRef run, long initiated, EventType type, Action<HistoryEvent> fill) =>
        engine.ChangeAsync(run.Key, run.RunId, (t, _) =>
        {
            if (!t.Run.IsOpen || !IsAwaited(t.Run, initiated)) return false;
            t.Record(type, fill);
            WorkflowTasks.Schedule(t);
            return true;
        });

    private static bool IsAwaited(RunState run, long initiated) =>
        !run.AnsweredInBuffer.Contains(initiated) && !run.ResolvedInBuffer.Contains(initiated)
        && (run.ExternalSignals.ContainsKey(initiated) || run.ExternalCancels.ContainsKey(initiated)
            || run.Children.TryGetValue(initiated, out var child) && child.StartedEventId == 0);
}
