using Temporal.DevServer.State;
using Temporal.Protocol.Machines;

namespace Temporal.DevServer.Machines;

/// <summary>A run's workflow task. Transient: a later attempt, shown but not written. Speculative: it only carries updates, and may vanish.</summary>
internal static class WorkflowTaskMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "workflow task",
        (Phase.None, Step.Schedule, Phase.Scheduled),
        (Phase.None, Step.Schedule, Phase.TransientScheduled),
        (Phase.None, Step.Speculate, Phase.SpeculativeScheduled),
        (Phase.Scheduled, Step.Start, Phase.Started),
        (Phase.TransientScheduled, Step.Start, Phase.TransientStarted),
        (Phase.TransientScheduled, Step.Start, Phase.Started), // events came in between: it became an ordinary one
        (Phase.SpeculativeScheduled, Step.Start, Phase.SpeculativeStarted),
        (Phase.SpeculativeScheduled, Step.Materialize, Phase.Scheduled),
        (Phase.SpeculativeStarted, Step.Materialize, Phase.Started),
        (Phase.SpeculativeStarted, Step.Discard, Phase.None),
        (Phase.Started, Step.Complete, Phase.None),
        (Phase.TransientStarted, Step.Complete, Phase.None),
        (Phase.Started, Step.Fail, Phase.None),
        (Phase.TransientStarted, Step.Fail, Phase.None),
        (Phase.Scheduled, Step.TimeOut, Phase.None),
        (Phase.Started, Step.TimeOut, Phase.None),
        (Phase.TransientStarted, Step.TimeOut, Phase.None),
        (Phase.Started, Step.Reset, Phase.None),
        (Phase.Scheduled, Step.Reset, Phase.None),
        (Phase.Scheduled, Step.RunEnds, Phase.None),
        (Phase.TransientScheduled, Step.RunEnds, Phase.None),
        (Phase.SpeculativeScheduled, Step.RunEnds, Phase.None));

    internal enum Phase
    {
        None,
        Scheduled,
        Started,
        TransientScheduled,
        TransientStarted,
        SpeculativeScheduled,
        SpeculativeStarted,
    }

    internal enum Step
    {
        Schedule,
        Speculate,
        Start,
        Materialize,
        Discard,
        Complete,
        Fail,
        TimeOut,
        Reset,
        RunEnds,
    }

    internal static Phase Of(RunState run) => run.WorkflowTask switch
    {
        null => Phase.None,
        { Speculative: true, StartedEventId: > 0 } => Phase.SpeculativeStarted,
        { Speculative: true } => Phase.SpeculativeScheduled,
        { Transient: true, StartedEventId: > 0 } => Phase.TransientStarted,
        { Transient: true } => Phase.TransientScheduled,
        { StartedEventId: > 0 } => Phase.Started,
        _ => Phase.Scheduled,
    };

    internal static void Took(Phase from, Step step, RunState run) => Table.Take(from, step, Of(run));
}
