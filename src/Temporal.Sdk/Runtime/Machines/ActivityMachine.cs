using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>An activity a workflow waits for. Given up: the workflow is told that it was cancelled, whatever becomes of it.</summary>
internal static class ActivityMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "worker's activity",
        (Phase.None, Step.Schedule, Phase.Waiting),
        (Phase.Waiting, Step.Withdraw, Phase.GivenUp), // cancelled before its command was sent
        (Phase.Waiting, Step.TryCancel, Phase.GivenUp),
        (Phase.Waiting, Step.Abandon, Phase.GivenUp),
        (Phase.Waiting, Step.CancelAndWait, Phase.Canceling),
        (Phase.Waiting, Step.Resolve, Phase.Resolved),
        (Phase.GivenUp, Step.Resolve, Phase.Resolved),
        (Phase.Canceling, Step.Resolve, Phase.Resolved));

    internal enum Phase
    {
        None,
        Waiting,
        GivenUp,
        Canceling,
        Resolved,
    }

    internal enum Step
    {
        Schedule,
        Withdraw,
        TryCancel,
        Abandon,
        CancelAndWait,
        Resolve,
    }
}
