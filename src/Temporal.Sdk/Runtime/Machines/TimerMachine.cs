using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>A workflow's timer, as its worker sees it.</summary>
internal static class TimerMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "worker's timer",
        (Phase.None, Step.Start, Phase.Waiting),
        (Phase.Waiting, Step.Fire, Phase.None),
        (Phase.Waiting, Step.Withdraw, Phase.None), // cancelled before its command was sent
        (Phase.Waiting, Step.Cancel, Phase.None),
        (Phase.None, Step.FireLate, Phase.None)); // fired while its cancellation was on the way

    internal enum Phase
    {
        None,
        Waiting,
    }

    internal enum Step
    {
        Start,
        Fire,
        Withdraw,
        Cancel,
        FireLate,
    }
}
