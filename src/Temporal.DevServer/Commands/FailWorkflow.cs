using Temporal.DevServer.Activities;
using Temporal.DevServer.State;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class FailWorkflow
{
    internal static void Handle(CommandContext context, Command command)
    {
        var failure = command.FailWorkflowExecutionCommandAttributes.Failure
            ?? throw CommandContext.Refuse(WorkflowTaskFailedCause.BadFailWorkflowExecutionAttributes, "Failure is not set on FailWorkflowExecutionCommand.");
        var run = context.Run;
        var decision = RetryDecision.After(run.Started.RetryPolicy, Math.Max(1, run.Started.Attempt), failure, context.Transition.Now,
            run.Started.WorkflowExecutionExpirationTime is { } expires ? Ticks.From(expires) : 0);
        var cron = decision.Retries ? null : RunStart.CronWait(context.Transition);
        var successor = decision.Retries || cron is not null ? Guid.CreateVersion7().ToString() : "";
        context.Transition.Write(EventType.WorkflowExecutionFailed, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.WorkflowExecutionFailedEventAttributes = new()
            {
                Failure = failure,
                RetryState = decision.State,
                WorkflowTaskCompletedEventId = context.CompletedEventId,
                NewExecutionRunId = successor,
            };
        });
        if (decision.Retries) RunStart.Retry(context.Transition, successor, failure, decision.Delay);
        else if (cron is { } wait) RunStart.Cron(context.Transition, successor, wait, null, failure);
    }
}
