using Temporal.DevServer.State;
using Temporal.Protocol.Machines;
using Step = Temporalio.Api.Enums.V1.EventType;

namespace Temporal.DevServer.Machines;

/// <summary>An update as history knows it: admitted only by a reset, which applies it again.</summary>
internal static class UpdateMachine
{
    internal static readonly TransitionTable<Phase, Step> Table = new(
        "update",
        (Phase.None, Step.WorkflowExecutionUpdateAdmitted, Phase.Admitted),
        (Phase.None, Step.WorkflowExecutionUpdateAccepted, Phase.Accepted),
        (Phase.Admitted, Step.WorkflowExecutionUpdateAccepted, Phase.Accepted),
        (Phase.Accepted, Step.WorkflowExecutionUpdateCompleted, Phase.Completed));

    internal enum Phase
    {
        None,
        Admitted,
        Accepted,
        Completed,
    }

    internal static Phase Of(RunState run, string updateId) =>
        !run.Updates.TryGetValue(updateId, out var entry) ? Phase.None
        : entry.Outcome is not null ? Phase.Completed
        : entry.AcceptedEventId > 0 ? Phase.Accepted : Phase.Admitted;

    /// <summary>The update an event is about; null for other events.</summary>
    internal static string? IdOf(HistoryEvent e) => e.EventType switch
    {
        Step.WorkflowExecutionUpdateAdmitted => e.WorkflowExecutionUpdateAdmittedEventAttributes.Request.Meta.UpdateId,
        Step.WorkflowExecutionUpdateAccepted => e.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId,
        Step.WorkflowExecutionUpdateCompleted => e.WorkflowExecutionUpdateCompletedEventAttributes.Meta.UpdateId,
        _ => null,
    };
}
