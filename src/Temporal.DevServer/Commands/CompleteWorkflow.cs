using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class CompleteWorkflow
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.CompleteWorkflowExecutionCommandAttributes;
        if (Limits.CheckPayloads(asked.Result) is { } why)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadCompleteWorkflowExecutionAttributes, why);
        }
        var cron = RunStart.CronWait(context.Transition);
        var successor = cron is null ? "" : Guid.CreateVersion7().ToString();
        context.Transition.Write(EventType.WorkflowExecutionCompleted, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.WorkflowExecutionCompletedEventAttributes = new() { Result = asked.Result, WorkflowTaskCompletedEventId = context.CompletedEventId, NewExecutionRunId = successor };
        });
        if (cron is { } wait) RunStart.Cron(context.Transition, successor, wait, asked.Result, null);
    }
}
