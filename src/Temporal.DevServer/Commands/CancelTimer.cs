using Temporal.DevServer.Machines;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class CancelTimer
{
    internal static void Handle(CommandContext context, Command command)
    {
        var timerId = command.CancelTimerCommandAttributes.TimerId;
        if (!context.Run.Timers.TryGetValue(timerId, out var timer))
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadCancelTimerAttributes, $"No timer {timerId} is running.");
        }
        var before = TimerMachine.Of(context.Run, timerId);
        context.Transition.DropBufferedFiring(timerId);
        context.Transition.Write(EventType.TimerCanceled, e => e.TimerCanceledEventAttributes = new()
        {
            TimerId = timerId,
            StartedEventId = timer.StartedEventId,
            WorkflowTaskCompletedEventId = context.CompletedEventId,
            Identity = context.Identity,
        });
        TimerMachine.Took(before, TimerMachine.Step.Cancel, context.Run, timerId);
    }
}
