using Temporalio.Api.Command.V1;
using Temporalio.Converters;
using Temporalio.Runtime.Machines;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>An activity a workflow waits for.</summary>
internal sealed class ActivityCall(
    ScheduleActivityTaskCommandAttributes attributes, ActivityCancellationType cancellationType, PendingCommand command, DataConverter converter)
{
    internal string ActivityId => attributes.ActivityId;

    internal string ActivityType => attributes.ActivityType.Name;

    internal ActivityCancellationType CancellationType { get; } = cancellationType;

    internal PendingCommand Command { get; } = command;

    internal DataConverter Converter { get; } = converter;

    /// <summary>Known from the next activation on.</summary>
    internal long ScheduledEventId { get; set; }

    /// <summary>History says how it ended, and the workflow is about to hear of it.</summary>
    internal bool IsEnding { get; set; }

    internal TaskCompletionSource<ActivationJob.ResolveActivity> Resolved { get; } = new();

    internal ActivityMachine.Phase Phase { get; private set; }

    internal void Step(ActivityMachine.Step step, ActivityMachine.Phase to)
    {
        ActivityMachine.Table.Take(Phase, step, to);
        Phase = to;
    }
}
