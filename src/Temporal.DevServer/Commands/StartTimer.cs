using Temporal.DevServer.Machines;
using Temporal.DevServer.State;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class StartTimer
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.StartTimerCommandAttributes;
        if (asked.TimerId.Length == 0) throw CommandContext.Refuse(WorkflowTaskFailedCause.BadStartTimerAttributes, "TimerId is not set on StartTimerCommand.");
        if (Ticks.From(asked.StartToFireTimeout) <= 0)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadStartTimerAttributes, "A valid StartToFireTimeout is not set on StartTimerCommand.");
        }
        if (context.Run.Timers.ContainsKey(asked.TimerId))
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.StartTimerDuplicateId, $"Timer id {asked.TimerId} is in use.");
        }
        context.Transition.Write(EventType.TimerStarted, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.TimerStartedEventAttributes = new()
            {
                TimerId = asked.TimerId,
                StartToFireTimeout = asked.StartToFireTimeout,
                WorkflowTaskCompletedEventId = context.CompletedEventId,
            };
        });
        TimerMachine.Took(TimerMachine.Phase.None, TimerMachine.Step.Start, context.Run, asked.TimerId);
    }
}
