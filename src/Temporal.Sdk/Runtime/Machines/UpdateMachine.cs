using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>An update in its worker: what its validator let through is answered once.</summary>
internal static class UpdateMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "worker's update",
        (Phase.None, Step.Reject, Phase.Rejected),
        (Phase.None, Step.Accept, Phase.Accepted),
        (Phase.Accepted, Step.Succeed, Phase.Completed),
        (Phase.Accepted, Step.Fail, Phase.Completed));

    internal enum Phase
    {
        None,
        Rejected,
        Accepted,
        Completed,
    }

    internal enum Step
    {
        Reject,
        Accept,
        Succeed,
        Fail,
    }
}
