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
        (Phase.Waiting, Step.CancelLate, Phase.None), // cancelled by what the task tells before the firing
        (Phase.None, Step.FireLate, Phase.None)); // and then its firing

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
        CancelLate,
        FireLate,
    }
}
