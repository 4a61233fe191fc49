using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class CancelWorkflow
{
    internal static void Handle(CommandContext context, Command command) =>
        context.Transition.Write(EventType.WorkflowExecutionCanceled, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.WorkflowExecutionCanceledEventAttributes = new()
            {
                Details = command.CancelWorkflowExecutionCommandAttributes.Details,
                WorkflowTaskCompletedEventId = context.CompletedEventId,
            };
        });
}
