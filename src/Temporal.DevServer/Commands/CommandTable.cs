using System.Collections.Frozen;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

/// <summary>One handler per kind of command; each writes exactly one event.</summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<CommandType, Action<CommandContext, Command>> Handlers =
        new Dictionary<CommandType, Action<CommandContext, Command>>
        {
            [CommandType.ScheduleActivityTask] = ScheduleActivity.Handle,
            [CommandType.RequestCancelActivityTask] = RequestCancelActivity.Handle,
            [CommandType.StartTimer] = StartTimer.Handle,
            [CommandType.CancelTimer] = CancelTimer.Handle,
            [CommandType.RecordMarker] = RecordMarker.Handle,
            [CommandType.UpsertWorkflowSearchAttributes] = UpsertSearchAttributes.Handle,
            [CommandType.ModifyWorkflowProperties] = ModifyProperties.Handle,
            [CommandType.StartChildWorkflowExecution] = StartChild.Handle,
            [CommandType.SignalExternalWorkflowExecution] = SignalExternal.Handle,
            [CommandType.RequestCancelExternalWorkflowExecution] = CancelExternal.Handle,
            [CommandType.ProtocolMessage] = ProtocolMessage.Handle,
            [CommandType.CompleteWorkflowExecution] = CompleteWorkflow.Handle,
            [CommandType.FailWorkflowExecution] = FailWorkflow.Handle,
            [CommandType.CancelWorkflowExecution] = CancelWorkflow.Handle,
            [CommandType.ContinueAsNewWorkflowExecution] = ContinueAsNew.Handle,
        }.ToFrozenDictionary();

    internal static bool Closes(CommandType type) => type is CommandType.CompleteWorkflowExecution or CommandType.FailWorkflowExecution
        or CommandType.CancelWorkflowExecution or CommandType.ContinueAsNewWorkflowExecution;

    /// <exception cref="State.CommandRefusedException">The command breaks the rules or is not served.</exception>
    internal static void Handle(CommandContext context, Command command)
    {
        if (!Handlers.TryGetValue(command.CommandType, out var handler))
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.Unspecified, $"This server does not serve the command {command.CommandType}.");
        }
        if (!context.Run.IsOpen)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.Unspecified, $"Command {command.CommandType} after a command that closed the workflow.");
        }
        handler(context, command);
    }
}
