using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Exceptions;
using Temporalio.Api.Update.V1;

namespace Temporalio.Runtime;

/// <summary>Checks that the commands of an activation are those history has: the same ones, in the same order.</summary>
/// <remarks>Kinds and identities are compared, arguments are not: those may change with the code.</remarks>
internal sealed class CommandMatcher(string workflowType, IEnumerable<PendingCommand> commands)
{
    private readonly List<PendingCommand> _commands = [.. commands];
    private int _next;

    /// <summary>Matches one event with the next command.</summary>
    /// <exception cref="WorkflowNondeterminismException">They do not fit.</exception>
    internal void Match(HistoryEvent recorded)
    {
        if (recorded.EventType == EventType.WorkflowExecutionUpdateCompleted) BringForward(recorded);
        var pending = _next < _commands.Count ? _commands[_next] : null;
        if (pending is not null && Fits(recorded, pending))
        {
            _next++;
            pending.Recorded?.Invoke(recorded.EventId);
            return;
        }

        if (MayBeMissing(recorded)) return;
        throw new WorkflowNondeterminismException(
            $"{OfActivities(recorded, pending)}Workflow {workflowType} is not deterministic: history has {CommandEvents.Describe(recorded)}, "
            + (pending is null
                ? "but the code gave no further command."
                : $"but the code gave the command {CommandEvents.Describe(pending.Command)}."));
    }

    /// <summary>Says that history has no more events of this activation.</summary>
    /// <exception cref="WorkflowNondeterminismException">There are commands left.</exception>
    internal void End(long completedEventId, HistoryEvent? next)
    {
        if (_next == _commands.Count) return;
        throw new WorkflowNondeterminismException(
            $"Workflow {workflowType} is not deterministic: the code gave the command {CommandEvents.Describe(_commands[_next].Command)}, "
            + $"but history has no event for it after event {completedEventId}, WorkflowTaskCompleted"
            + (next is null ? "." : $"; it goes on with {CommandEvents.Describe(next)}."));
    }

    // Which of two answers comes first changes nothing that follows, and each language has its own order.
    private void BringForward(HistoryEvent recorded)
    {
        for (var index = _next; index < _commands.Count && _commands[index].Message?.Body is Response; index++)
        {
            if (!Fits(recorded, _commands[index])) continue;
            var answer = _commands[index];
            _commands.RemoveAt(index);
            _commands.Insert(_next, answer);
            return;
        }
    }

    // In Temporal's own words first, as the commonest difference of all.
    private static string OfActivities(HistoryEvent recorded, PendingCommand? pending)
    {
        if (recorded.ActivityTaskScheduledEventAttributes is not { } scheduled) return "";
        if (pending?.Command.ScheduleActivityTaskCommandAttributes is not { } command) return "";
        return scheduled.ActivityId != command.ActivityId
            ? $"Activity id of scheduled event '{scheduled.ActivityId}' does not match activity id of activity command '{command.ActivityId}'. "
            : $"Activity type of scheduled event '{scheduled.ActivityType.Name}' does not match activity type of activity command '{command.ActivityType.Name}'. ";
    }

    // What stands beside the markers of patches, and the markers of patches whose code is gone.
    private static bool MayBeMissing(HistoryEvent recorded) => recorded.EventType switch
    {
        EventType.MarkerRecorded => PatchMarkers.Read(recorded) is { Deprecated: true },
        EventType.UpsertWorkflowSearchAttributes =>
            PatchMarkers.IsUpsert(recorded.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes),
        _ => false,
    };

    private static bool Fits(HistoryEvent recorded, PendingCommand pending) =>
        CommandEvents.EventOf(pending) == recorded.EventType
        && (pending.Message is { } message ? Fits(recorded, message) : Fits(recorded, pending.Command));

    private static bool Fits(HistoryEvent recorded, OutgoingMessage message) => message.Body is Response response
        ? recorded.WorkflowExecutionUpdateCompletedEventAttributes.Meta?.UpdateId == response.Meta?.UpdateId
        : recorded.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId == message.ProtocolInstanceId;

    private static bool Fits(HistoryEvent recorded, Command command) =>
        command.CommandType switch
        {
            CommandType.ScheduleActivityTask => Fits(
                recorded.ActivityTaskScheduledEventAttributes, command.ScheduleActivityTaskCommandAttributes),
            CommandType.RequestCancelActivityTask =>
                recorded.ActivityTaskCancelRequestedEventAttributes.ScheduledEventId
                == command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId,
            CommandType.StartTimer => recorded.TimerStartedEventAttributes.TimerId == command.StartTimerCommandAttributes.TimerId,
            CommandType.CancelTimer => recorded.TimerCanceledEventAttributes.TimerId == command.CancelTimerCommandAttributes.TimerId,
            CommandType.RecordMarker =>
                PatchMarkers.Read(recorded)?.Id == PatchMarkers.Read(command)?.Id
                && LocalActivityMarkers.Read(recorded)?.Number == LocalActivityMarkers.Read(command)?.Number,
            CommandType.StartChildWorkflowExecution => Fits(
                recorded.StartChildWorkflowExecutionInitiatedEventAttributes, command.StartChildWorkflowExecutionCommandAttributes),
            CommandType.SignalExternalWorkflowExecution => Fits(
                recorded.SignalExternalWorkflowExecutionInitiatedEventAttributes, command.SignalExternalWorkflowExecutionCommandAttributes),
            CommandType.RequestCancelExternalWorkflowExecution =>
                recorded.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes.WorkflowExecution.WorkflowId
                == command.RequestCancelExternalWorkflowExecutionCommandAttributes.WorkflowId,
            CommandType.UpsertWorkflowSearchAttributes =>
                PatchMarkers.IsUpsert(recorded.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes)
                == PatchMarkers.IsUpsert(command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes),
            _ => true,
        };

    private static bool Fits(
        StartChildWorkflowExecutionInitiatedEventAttributes recorded, StartChildWorkflowExecutionCommandAttributes command) =>
        recorded.WorkflowId == command.WorkflowId && recorded.WorkflowType.Name == command.WorkflowType.Name;

    private static bool Fits(
        SignalExternalWorkflowExecutionInitiatedEventAttributes recorded, SignalExternalWorkflowExecutionCommandAttributes command) =>
        recorded.WorkflowExecution.WorkflowId == command.Execution.WorkflowId && recorded.SignalName == command.SignalName;

    private static bool Fits(ActivityTaskScheduledEventAttributes recorded, ScheduleActivityTaskCommandAttributes command) =>
        recorded.ActivityId == command.ActivityId && recorded.ActivityType.Name == command.ActivityType.Name;
}
