using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Engine;

/// <summary>Ends a run whose history outgrew what workers can replay.</summary>
internal static class HistoryLimits
{
    internal static void Enforce(Transition t)
    {
        if (!t.HasChanges || !t.Run.IsOpen) return;
        if (t.Run.NextEventId - 1 <= Limits.HistoryEvents && t.Run.Volatile.HistorySize <= Limits.HistoryBytes) return;
        RunEnd.Terminate(t, "Workflow history size exceeds limit.", null, "history-service");
    }
}
