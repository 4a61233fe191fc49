using Temporal.DevServer.State;
using Temporal.Protocol.Machines;

namespace Temporal.DevServer.Machines;

/// <summary>All state machines of a run, and the place where its events pass their tables.</summary>
internal static class RunMachines
{
    internal static IReadOnlyList<ITransitionTable> All { get; } =
        [RunMachine.Table, WorkflowTaskMachine.Table, ActivityMachine.Table, TimerMachine.Table, UpdateMachine.Table, OthersMachine.Table];

    /// <summary>Applies an event that is being written. Events read back from the store passed here once, and are applied as they are.</summary>
    internal static void Apply(RunState run, HistoryEvent written)
    {
        if (RunMachine.IsStep(written.EventType))
        {
            var status = RunMachine.Of(run);
            if (RunMachine.Ends(written.EventType)) End(run);
            EventApplier.Apply(run, written);
            RunMachine.Table.Take(status, written.EventType, RunMachine.Of(run));
        }
        else if (UpdateMachine.IdOf(written) is { } update)
        {
            var before = UpdateMachine.Of(run, update);
            EventApplier.Apply(run, written);
            UpdateMachine.Table.Take(before, written.EventType, UpdateMachine.Of(run, update));
        }
        else if (OthersMachine.IdOf(written) is > 0 and var initiated)
        {
            var before = OthersMachine.Of(run, initiated);
            EventApplier.Apply(run, written);
            OthersMachine.Table.Take(before, written.EventType, OthersMachine.Of(run, initiated));
        }
        else
        {
            EventApplier.Apply(run, written);
        }
    }

    /// <summary>What a run leaves open ends with it.</summary>
    private static void End(RunState run)
    {
        if (WorkflowTaskMachine.Of(run) is var task and not WorkflowTaskMachine.Phase.None)
        {
            WorkflowTaskMachine.Table.Take(task, WorkflowTaskMachine.Step.RunEnds, WorkflowTaskMachine.Phase.None);
        }
        foreach (var id in run.Activities.Keys)
        {
            if (ActivityMachine.Of(run, id) is var phase and not ActivityMachine.Phase.None) ActivityMachine.Table.Take(phase, ActivityMachine.Step.RunEnds, ActivityMachine.Phase.None);
        }
        foreach (var id in run.Timers.Keys) TimerMachine.Table.Take(TimerMachine.Of(run, id), TimerMachine.Step.RunEnds, TimerMachine.Phase.None);
    }
}
