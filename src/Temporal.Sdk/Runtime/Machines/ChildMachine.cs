using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>A child workflow its parent waits for. Given up: the parent is told that it was cancelled, whatever becomes of it.</summary>
internal static class ChildMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "worker's child",
        (Phase.None, Step.Ask, Phase.Asked),
        (Phase.Asked, Step.Withdraw, Phase.Ended), // cancelled before its command was sent
        (Phase.Asked, Step.Refuse, Phase.Ended),
        (Phase.Asked, Step.Start, Phase.Running),
        (Phase.Asked, Step.Cancel, Phase.Canceling),
        (Phase.Running, Step.Cancel, Phase.Canceling),
        (Phase.Canceling, Step.Refuse, Phase.Ended),
        (Phase.Canceling, Step.Start, Phase.Canceling), // started while the request was on the way
        (Phase.Canceling, Step.GiveUp, Phase.GivenUp),
        (Phase.GivenUp, Step.Refuse, Phase.Ended),
        (Phase.GivenUp, Step.Start, Phase.GivenUp),
        (Phase.Running, Step.End, Phase.Ended),
        (Phase.Canceling, Step.End, Phase.Ended),
        (Phase.GivenUp, Step.End, Phase.Ended));

    internal enum Phase
    {
        None,
        Asked,
        Running,
        Canceling,
        GivenUp,
        Ended,
    }

    internal enum Step
    {
        Ask,
        Withdraw,
        Refuse,
        Start,
        Cancel,
        GiveUp,
        End,
    }
}
