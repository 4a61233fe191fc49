using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Runtime;

/// <summary>Which event a command becomes, and how to tell people of either.</summary>
internal static class CommandEvents
{
    private static readonly Dictionary<CommandType, EventType> Events = new()
    {
        [CommandType.ScheduleActivityTask] = EventType.ActivityTaskScheduled,
        [CommandType.RequestCancelActivityTask] = EventType.ActivityTaskCancelRequested,
        [CommandType.StartTimer] = EventType.TimerStarted,
        [CommandType.CancelTimer] = EventType.TimerCanceled,
        [CommandType.CompleteWorkflowExecution] = EventType.WorkflowExecutionCompleted,
        [CommandType.FailWorkflowExecution] = EventType.WorkflowExecutionFailed,
        [CommandType.CancelWorkflowExecution] = EventType.WorkflowExecutionCanceled,
        [CommandType.ContinueAsNewWorkflowExecution] = EventType.WorkflowExecutionContinuedAsNew,
        [CommandType.RecordMarker] = EventType.MarkerRecorded,
        [CommandType.UpsertWorkflowSearchAttributes] = EventType.UpsertWorkflowSearchAttributes,
        [CommandType.ModifyWorkflowProperties] = EventType.WorkflowPropertiesModified,
        [CommandType.StartChildWorkflowExecution] = EventType.StartChildWorkflowExecutionInitiated,
        [CommandType.SignalExternalWorkflowExecution] = EventType.SignalExternalWorkflowExecutionInitiated,
        [CommandType.RequestCancelExternalWorkflowExecution] = EventType.RequestCancelExternalWorkflowExecutionInitiated,
    };

    // Events of commands this SDK never gives: a history that has them was written by other code, and must not pass unseen.
    private static readonly HashSet<EventType> All =
    [
        .. Events.Values,
        EventType.WorkflowExecutionUpdateAccepted,
        EventType.WorkflowExecutionUpdateCompleted,
        EventType.NexusOperationScheduled,
        EventType.NexusOperationCancelRequested,
    ];

    internal static bool IsCommandEvent(HistoryEvent happened) => All.Contains(happened.EventType);

    /// <summary>The event a command becomes.</summary>
    internal static EventType EventOf(PendingCommand pending) => pending.Message?.Body switch
    {
        Acceptance => EventType.WorkflowExecutionUpdateAccepted,
        Response => EventType.WorkflowExecutionUpdateCompleted,
        _ => Events[pending.Command.CommandType],
    };

    /// <summary>A command as people read it, such as “ScheduleActivityTask of activity charge (id 3)”.</summary>
    internal static string Describe(Command command) => command.CommandType + command.CommandType switch
    {
        CommandType.ScheduleActivityTask => Activity(
            command.ScheduleActivityTaskCommandAttributes.ActivityType.Name, command.ScheduleActivityTaskCommandAttributes.ActivityId),
        CommandType.RequestCancelActivityTask =>
            $" of the activity scheduled by event {command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId}",
        CommandType.StartTimer => $" of timer {command.StartTimerCommandAttributes.TimerId}",
        CommandType.CancelTimer => $" of timer {command.CancelTimerCommandAttributes.TimerId}",
        CommandType.RecordMarker when LocalActivityMarkers.Read(command) is { } local => $" of local activity {local.ActivityType} (number {local.Number})",
        CommandType.RecordMarker => $" of patch {PatchMarkers.Read(command)?.Id}",
        CommandType.StartChildWorkflowExecution => $" of child {command.StartChildWorkflowExecutionCommandAttributes.WorkflowType.Name} "
            + $"(id {command.StartChildWorkflowExecutionCommandAttributes.WorkflowId})",
        CommandType.SignalExternalWorkflowExecution => $" {command.SignalExternalWorkflowExecutionCommandAttributes.SignalName} "
            + $"to {command.SignalExternalWorkflowExecutionCommandAttributes.Execution.WorkflowId}",
        CommandType.RequestCancelExternalWorkflowExecution => $" to {command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId}",
        CommandType.ProtocolMessage => $" {command.ProtocolMessageCommandAttributes.MessageId}",
        _ => "",
    };

    /// <summary>An event as people read it, such as “event 5, ActivityTaskScheduled of activity charge (id 3)”.</summary>
    internal static string Describe(HistoryEvent happened) => $"event {happened.EventId}, {happened.EventType}" + happened.EventType switch
    {
        EventType.ActivityTaskScheduled => Activity(
            happened.ActivityTaskScheduledEventAttributes.ActivityType.Name, happened.ActivityTaskScheduledEventAttributes.ActivityId),
        EventType.ActivityTaskCancelRequested =>
            $" of the activity scheduled by event {happened.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId}",
        EventType.TimerStarted => $" of timer {happened.TimerStartedEventAttributes.TimerId}",
        EventType.TimerCanceled => $" of timer {happened.TimerCanceledEventAttributes.TimerId}",
        EventType.MarkerRecorded when LocalActivityMarkers.Read(happened) is { } local => $" of local activity {local.ActivityType} (number {local.Number})",
        EventType.StartChildWorkflowExecutionInitiated => $" of child {happened.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowType.Name} "
            + $"(id {happened.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId})",
        EventType.SignalExternalWorkflowExecutionInitiated => $" {happened.SignalExternalWorkflowExecutionInitiatedEventAttributes.SignalName} "
            + $"to {happened.SignalExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId}",
        EventType.WorkflowExecutionUpdateAccepted => $" {happened.WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest?.Input?.Name}",
        EventType.MarkerRecorded when PatchMarkers.Read(happened) is { } patch => $" of patch {patch.Id}",
        EventType.MarkerRecorded => $" named {happened.MarkerRecordedEventAttributes.MarkerName}",
        _ => "",
    };

    private static string Activity(string name, string id) => $" of activity {name} (id {id})";
}
