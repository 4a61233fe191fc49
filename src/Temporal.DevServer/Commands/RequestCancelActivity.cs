using Temporal.DevServer.Activities;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class RequestCancelActivity
{
    internal static void Handle(CommandContext context, Command command)
    {
        var scheduledId = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId;
        var run = context.Run;
        if (!run.Activities.TryGetValue(scheduledId, out var entry))
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadRequestCancelActivityAttributes, $"No activity was scheduled by event {scheduledId}.");
        }

        context.Transition.Write(EventType.ActivityTaskCancelRequested, e => e.ActivityTaskCancelRequestedEventAttributes = new()
        {
            ScheduledEventId = scheduledId,
            WorkflowTaskCompletedEventId = context.CompletedEventId,
        });
        var isStarted = run.Volatile.Activities[scheduledId].StartedTicks > 0;
        if (!isStarted && !run.ResolvedInBuffer.Contains(scheduledId)) ActivityLifecycle.Cancel(context.Transition, entry, null, context.Identity);
    }
}
