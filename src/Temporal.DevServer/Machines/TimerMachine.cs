using Temporal.DevServer.State;
using Temporal.Protocol.Machines;

namespace Temporal.DevServer.Machines;

/// <summary>A timer. Fired: its firing waits in the buffer, where a workflow that does not know of it may still cancel it.</summary>
internal static class TimerMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "timer",
        (Phase.None, Step.Start, Phase.Running),
        (Phase.Running, Step.Fire, Phase.None),
        (Phase.Running, Step.Fire, Phase.Fired),
        (Phase.Fired, Step.Tell, Phase.None),
        (Phase.Running, Step.Cancel, Phase.None),
        (Phase.Fired, Step.Cancel, Phase.None),
        (Phase.Running, Step.RunEnds, Phase.None));

    internal enum Phase
    {
        None,
        Running,
        Fired,
    }

    internal enum Step
    {
        Start,
        Fire,
        Tell,
        Cancel,
        RunEnds,
    }

    internal static Phase Of(RunState run, string timerId) =>
        !run.Timers.ContainsKey(timerId) ? Phase.None : run.FiredInBuffer.Contains(timerId) ? Phase.Fired : Phase.Running;

    internal static void Took(Phase from, Step step, RunState run, string timerId) => Table.Take(from, step, Of(run, timerId));
}
