using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class RecordMarker
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.RecordMarkerCommandAttributes;
        if (asked.MarkerName.Length == 0)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadRecordMarkerAttributes, "MarkerName is not set on RecordMarkerCommand.");
        }
        context.Transition.Write(EventType.MarkerRecorded, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.MarkerRecordedEventAttributes = new()
            {
                MarkerName = asked.MarkerName,
                Details = { asked.Details },
                WorkflowTaskCompletedEventId = context.CompletedEventId,
                Header = asked.Header,
                Failure = asked.Failure,
            };
        });
    }
}
