using Temporal.DevServer.Updates;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

/// <summary>Says where among the commands a message takes effect; the only command that writes no event of its own.</summary>
internal static class ProtocolMessage
{
    internal static void Handle(CommandContext context, Command command)
    {
        var id = command.ProtocolMessageCommandAttributes.MessageId;
        if (!context.Messages.Remove(id, out var message))
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadUpdateWorkflowExecutionMessage, $"ProtocolMessageCommand referenced message {id} which is not in the completion.");
        }
        UpdateMessages.Handle(context, message);
    }
}
