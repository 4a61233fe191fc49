using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class UpsertSearchAttributes
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes;
        if (asked is null || asked.IndexedFields.Count == 0)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadSearchAttributes, "IndexedFields is not set on UpsertWorkflowSearchAttributesCommand.");
        }
        if (context.Namespace.SearchAttributes.Normalize(asked, out var normalized) is { } why)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadSearchAttributes, why);
        }
        context.Transition.Write(EventType.UpsertWorkflowSearchAttributes, e => e.UpsertWorkflowSearchAttributesEventAttributes = new()
        {
            WorkflowTaskCompletedEventId = context.CompletedEventId,
            SearchAttributes = normalized,
        });
    }
}
