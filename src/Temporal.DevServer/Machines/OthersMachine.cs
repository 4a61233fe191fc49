using Temporal.DevServer.State;
using Temporal.Protocol.Machines;
using Step = Temporalio.Api.Enums.V1.EventType;

namespace Temporal.DevServer.Machines;

/// <summary>What a run asked of another one: a child, a signal or a cancel request, until the answer is in its history.</summary>
internal static class OthersMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "others",
        (Phase.None, Step.StartChildWorkflowExecutionInitiated, Phase.Asked),
        (Phase.Asked, Step.StartChildWorkflowExecutionFailed, Phase.None),
        (Phase.Asked, Step.ChildWorkflowExecutionStarted, Phase.ChildRuns),
        (Phase.ChildRuns, Step.ChildWorkflowExecutionCompleted, Phase.None),
        (Phase.ChildRuns, Step.ChildWorkflowExecutionFailed, Phase.None),
        (Phase.ChildRuns, Step.ChildWorkflowExecutionCanceled, Phase.None),
        (Phase.ChildRuns, Step.ChildWorkflowExecutionTimedOut, Phase.None),
        (Phase.ChildRuns, Step.ChildWorkflowExecutionTerminated, Phase.None),
        (Phase.None, Step.SignalExternalWorkflowExecutionInitiated, Phase.Asked),
        (Phase.Asked, Step.ExternalWorkflowExecutionSignaled, Phase.None),
        (Phase.Asked, Step.SignalExternalWorkflowExecutionFailed, Phase.None),
        (Phase.None, Step.RequestCancelExternalWorkflowExecutionInitiated, Phase.Asked),
        (Phase.Asked, Step.ExternalWorkflowExecutionCancelRequested, Phase.None),
        (Phase.Asked, Step.RequestCancelExternalWorkflowExecutionFailed, Phase.None));

    internal enum Phase
    {
        None,
        Asked,
        ChildRuns,
    }

    internal static Phase Of(RunState run, long initiated) =>
        run.Children.TryGetValue(initiated, out var child) ? child.StartedEventId > 0 ? Phase.ChildRuns : Phase.Asked
        : run.ExternalSignals.ContainsKey(initiated) || run.ExternalCancels.ContainsKey(initiated) ? Phase.Asked : Phase.None;

    /// <summary>The initiated event an event belongs to; zero for events about nobody else.</summary>
    internal static long IdOf(HistoryEvent e) => e.EventType switch
    {
        Step.StartChildWorkflowExecutionInitiated or Step.SignalExternalWorkflowExecutionInitiated or Step.RequestCancelExternalWorkflowExecutionInitiated => e.EventId,
        Step.ChildWorkflowExecutionStarted => e.ChildWorkflowExecutionStartedEventAttributes.InitiatedEventId,
        _ => OthersApplier.EndOf(e),
    };
}
