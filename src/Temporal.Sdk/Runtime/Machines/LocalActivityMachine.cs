using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>A local activity a workflow waits for. History has its end alone, and a wait between attempts that was too long for one task.</summary>
internal static class LocalActivityMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "worker's local activity",
        (Phase.None, Step.Schedule, Phase.Waiting),
        (Phase.Waiting, Step.Complete, Phase.Ended),
        (Phase.Waiting, Step.Fail, Phase.Ended),
        (Phase.Waiting, Step.BackOff, Phase.BackingOff), // the workflow waits with a timer of its own
        (Phase.BackingOff, Step.Schedule, Phase.Waiting),
        (Phase.BackingOff, Step.StopWaiting, Phase.Ended), // cancelled while it waits for its next attempt
        (Phase.Waiting, Step.Withdraw, Phase.Canceling), // cancelled before its code began
        (Phase.Waiting, Step.TryCancel, Phase.Canceling),
        (Phase.Waiting, Step.Abandon, Phase.Canceling),
        (Phase.Waiting, Step.CancelAndWait, Phase.Canceling),
        (Phase.Canceling, Step.Complete, Phase.Ended), // its code ended well all the same
        (Phase.Canceling, Step.Fail, Phase.Ended));

    internal enum Phase
    {
        None,
        Waiting,
        BackingOff,
        Canceling,
        Ended,
    }

    internal enum Step
    {
        Schedule,
        Complete,
        Fail,
        BackOff,
        StopWaiting,
        Withdraw,
        TryCancel,
        Abandon,
        CancelAndWait,
    }
}
