using Temporal.DevServer.Hosting;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class SignalExternal
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.SignalExternalWorkflowExecutionCommandAttributes;
        var why = Limits.CheckId("WorkflowId", asked.Execution?.WorkflowId ?? "")
            ?? Limits.CheckId("SignalName", asked.SignalName) ?? Limits.CheckPayloads(asked.Input);
        if (why is not null) throw CommandContext.Refuse(WorkflowTaskFailedCause.BadSignalWorkflowExecutionAttributes, why);
        if (context.Run.ExternalSignals.Count >= Limits.Pending)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.PendingSignalsLimitExceeded,
                $"the number of pending signals to external workflows, {context.Run.ExternalSignals.Count}, has reached the per-workflow limit of {Limits.Pending}");
        }
        context.Transition.Write(EventType.SignalExternalWorkflowExecutionInitiated, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.SignalExternalWorkflowExecutionInitiatedEventAttributes = new()
            {
                WorkflowTaskCompletedEventId = context.CompletedEventId,
                Namespace = asked.Namespace.Length > 0 ? asked.Namespace : context.Run.Self.Key.Namespace,
                WorkflowExecution = asked.Execution,
                SignalName = asked.SignalName,
                Input = asked.Input,
                Control = asked.Control,
                ChildWorkflowOnly = asked.ChildWorkflowOnly,
                Header = asked.Header,
            };
        });
    }
}
