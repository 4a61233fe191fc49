using Temporal.DevServer.Hosting;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class CancelExternal
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.RequestCancelExternalWorkflowExecutionCommandAttributes;
        if (Limits.CheckId("WorkflowId", asked.WorkflowId) is { } why)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadRequestCancelExternalWorkflowExecutionAttributes, why);
        }
        if (context.Run.ExternalCancels.Count >= Limits.Pending)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.PendingRequestCancelLimitExceeded,
                $"the number of pending requests to cancel external workflows, {context.Run.ExternalCancels.Count}, has reached the per-workflow limit of {Limits.Pending}");
        }
        context.Transition.Write(EventType.RequestCancelExternalWorkflowExecutionInitiated, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = context.CompletedEventId,
                Namespace = asked.Namespace.Length > 0 ? asked.Namespace : context.Run.Self.Key.Namespace,
                WorkflowExecution = new() { WorkflowId = asked.WorkflowId, RunId = asked.RunId },
                Control = asked.Control,
                ChildWorkflowOnly = asked.ChildWorkflowOnly,
                Reason = asked.Reason,
            };
        });
    }
}
