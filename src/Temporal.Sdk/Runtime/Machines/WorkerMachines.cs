using Temporal.Protocol.Machines;

namespace Temporalio.Runtime.Machines;

/// <summary>The tables of the workflow runtime.</summary>
internal static class WorkerMachines
{
    internal static IReadOnlyList<ITransitionTable> All { get; } =
    [
        TimerMachine.Table,
        ActivityMachine.Table,
        LocalActivityMachine.Table,
        ChildMachine.Table,
        ExternalMachine.Table,
        UpdateMachine.Table,
    ];
}
