using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>A signal or a cancel request on its way to another workflow. Once sent, neither can be called back.</summary>
internal static class ExternalMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "worker's message to another workflow",
        (Phase.None, Step.Signal, Phase.Signaling),
        (Phase.Signaling, Step.Withdraw, Phase.Answered), // cancelled before its command was sent
        (Phase.Signaling, Step.CancelLate, Phase.Signaling), // cancelled afterwards, which changes nothing
        (Phase.Signaling, Step.Deliver, Phase.Answered),
        (Phase.Signaling, Step.Refuse, Phase.Answered),
        (Phase.None, Step.RequestCancel, Phase.Requesting),
        (Phase.Requesting, Step.Deliver, Phase.Answered),
        (Phase.Requesting, Step.Refuse, Phase.Answered));

    internal enum Phase
    {
        None,
        Signaling,
        Requesting,
        Answered,
    }

    internal enum Step
    {
        Signal,
        Withdraw,
        CancelLate,
        RequestCancel,
        Deliver,
        Refuse,
    }
}
