using Temporalio.Api.Common.V1;
using Temporalio.Runtime.Machines;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>A local activity a workflow waits for.</summary>
/// <param name="Number">Its place among all activities of the workflow; history refers to it by that.</param>
/// <param name="ActivityId">Activity id.</param>
/// <param name="ActivityType">Activity name.</param>
/// <param name="Arguments">Its arguments, not encoded.</param>
/// <param name="Headers">Headers for it, if any.</param>
/// <param name="Options">How it is run.</param>
/// <param name="Attempt">Which attempt it begins with.</param>
/// <param name="ScheduledTime">When it was first asked for, on the workflow's clock.</param>
internal sealed record LocalActivityCall(
    int Number,
    string ActivityId,
    string ActivityType,
    IReadOnlyCollection<Payload> Arguments,
    IReadOnlyDictionary<string, Payload>? Headers,
    LocalActivityOptions Options,
    int Attempt,
    DateTime ScheduledTime)
{
    internal TaskCompletionSource<LocalActivityOutcome> Resolved { get; } = new();

    internal LocalActivityMachine.Phase Phase { get; private set; } =
        Attempt > 1 ? LocalActivityMachine.Phase.BackingOff : LocalActivityMachine.Phase.None;

    /// <summary>Stops the code that runs, if it runs here.</summary>
    internal CancellationTokenSource Cancellation { get; } = new();

    internal void Step(LocalActivityMachine.Step step, LocalActivityMachine.Phase to)
    {
        LocalActivityMachine.Table.Take(Phase, step, to);
        Phase = to;
    }
}
