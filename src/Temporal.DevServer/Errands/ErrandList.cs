using Temporal.DevServer.Schedules;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Errands;

/// <summary>Derives from a run's state what it still has to do to others, so that nothing needs to be remembered apart.</summary>
internal static class ErrandList
{
    /// <summary>Whether anything is left to do.</summary>
    internal static bool IsPending(RunState run)
    {
        if (run.Volatile.Schedule is { } schedule) return schedule.Starting.Count + schedule.Ending.Count > 0;
        if (!run.IsOpen) return !run.Volatile.ErrandsDone && OfClosed(run).Count > 0;
        return run.Children.Values.Any(c => IsUnstarted(run, c))
            || run.ExternalSignals.Keys.Any(id => !run.AnsweredInBuffer.Contains(id))
            || run.ExternalCancels.Keys.Any(id => !run.AnsweredInBuffer.Contains(id));
    }

    /// <summary>In the order of the events that asked for them.</summary>
    internal static IReadOnlyList<Errand> Of(RunState run)
    {
        if (run.Volatile.Schedule is { } schedule) return ScheduleErrands.Of(run.Self, schedule);
        if (!run.IsOpen) return run.Volatile.ErrandsDone ? [] : OfClosed(run);
        return Calls(run).Concat(run.Children.Values.Where(c => IsUnstarted(run, c)).Select(c => (Id: c.InitiatedEventId, Errand: ChildStart.For(run, c))))
            .OrderBy(e => e.Id).Select(e => e.Errand).ToList();
    }

    private static List<Errand> OfClosed(RunState run)
    {
        var errands = Calls(run).OrderBy(e => e.Id).Select(e => e.Errand).ToList();
        // A run that a reset replaced keeps its children and owes its parent nothing: the new run does.
        if (run.Volatile.ResetRunId.Length > 0) return errands;
        errands.AddRange(run.Children.Values.Where(c => !run.ResolvedInBuffer.Contains(c.InitiatedEventId)).Select(c => ParentClose.For(run, c)).OfType<Errand>());
        if (ParentReport.For(run) is { } report) errands.Add(report);
        if (ScheduleErrands.Report(run) is { } finished) errands.Add(finished);
        return errands;
    }

    private static IEnumerable<(long Id, Errand Errand)> Calls(RunState run) =>
        run.ExternalSignals.Where(s => !run.AnsweredInBuffer.Contains(s.Key)).Select(s => (s.Key, ExternalSignal.For(run, s.Key, s.Value)))
            .Concat(run.ExternalCancels.Where(c => !run.AnsweredInBuffer.Contains(c.Key)).Select(c => (c.Key, ExternalCancel.For(run, c.Key, c.Value))));

    private static bool IsUnstarted(RunState run, ChildEntry child) =>
        child.StartedEventId == 0 && !run.AnsweredInBuffer.Contains(child.InitiatedEventId) && !run.ResolvedInBuffer.Contains(child.InitiatedEventId);
}
