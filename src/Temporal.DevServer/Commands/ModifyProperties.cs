using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class ModifyProperties
{
    internal static void Handle(CommandContext context, Command command)
    {
        var memo = command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo;
        if (memo is null || memo.Fields.Count == 0)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadModifyWorkflowPropertiesAttributes, "UpsertedMemo is not set on ModifyWorkflowPropertiesCommand.");
        }
        context.Transition.Write(EventType.WorkflowPropertiesModified, e => e.WorkflowPropertiesModifiedEventAttributes = new()
        {
            WorkflowTaskCompletedEventId = context.CompletedEventId,
            UpsertedMemo = memo,
        });
    }
}
