using Temporal.DevServer.State;
using Temporal.Protocol.Machines;

namespace Temporal.DevServer.Machines;

/// <summary>An activity, from its command to its result. Waiting: for its time or for a worker. A paused one that runs may go on, but nothing follows it.</summary>
internal static class ActivityMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "activity",
        (Phase.None, Step.Schedule, Phase.Waiting),
        (Phase.Waiting, Step.Start, Phase.Running),
        (Phase.Running, Step.Retry, Phase.Waiting),
        (Phase.PausedRunning, Step.Retry, Phase.PausedWaiting),
        (Phase.Running, Step.Complete, Phase.None),
        (Phase.PausedRunning, Step.Complete, Phase.None),
        (Phase.Running, Step.Fail, Phase.None),
        (Phase.PausedRunning, Step.Fail, Phase.None),
        (Phase.Waiting, Step.Cancel, Phase.None),
        (Phase.Running, Step.Cancel, Phase.None),
        (Phase.PausedWaiting, Step.Cancel, Phase.None),
        (Phase.PausedRunning, Step.Cancel, Phase.None),
        (Phase.Waiting, Step.TimeOut, Phase.None),
        (Phase.Running, Step.TimeOut, Phase.None),
        (Phase.PausedWaiting, Step.TimeOut, Phase.None),
        (Phase.PausedRunning, Step.TimeOut, Phase.None),
        (Phase.Waiting, Step.Pause, Phase.PausedWaiting),
        (Phase.Running, Step.Pause, Phase.PausedRunning),
        (Phase.PausedWaiting, Step.Unpause, Phase.Waiting),
        (Phase.PausedRunning, Step.Unpause, Phase.Running),
        (Phase.Waiting, Step.Reset, Phase.Waiting),
        (Phase.Running, Step.Reset, Phase.Running),
        (Phase.PausedWaiting, Step.Reset, Phase.PausedWaiting),
        (Phase.PausedWaiting, Step.Reset, Phase.Waiting),
        (Phase.PausedRunning, Step.Reset, Phase.PausedRunning),
        (Phase.PausedRunning, Step.Reset, Phase.Running),
        (Phase.Waiting, Step.RunEnds, Phase.None),
        (Phase.Running, Step.RunEnds, Phase.None),
        (Phase.PausedWaiting, Step.RunEnds, Phase.None),
        (Phase.PausedRunning, Step.RunEnds, Phase.None));

    internal enum Phase
    {
        None,
        Waiting,
        Running,
        PausedWaiting,
        PausedRunning,
    }

    internal enum Step
    {
        Schedule,
        Start,
        Retry,
        Complete,
        Fail,
        Cancel,
        TimeOut,
        Pause,
        Unpause,
        Reset,
        RunEnds,
    }

    /// <summary>One whose result waits in the buffer is over.</summary>
    internal static Phase Of(RunState run, long scheduledEventId)
    {
        if (run.FindActivity(scheduledEventId) is null) return Phase.None;
        var attempt = run.Volatile.Activities[scheduledEventId];
        return (attempt.StartedTicks > 0, attempt.Paused is not null) switch
        {
            (true, true) => Phase.PausedRunning,
            (true, false) => Phase.Running,
            (false, true) => Phase.PausedWaiting,
            _ => Phase.Waiting,
        };
    }

    internal static void Took(Phase from, Step step, RunState run, long scheduledEventId) => Table.Take(from, step, Of(run, scheduledEventId));
}
