using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class ContinueAsNew
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.ContinueAsNewWorkflowExecutionCommandAttributes;
        var started = context.Run.Started;
        if (Limits.CheckPayloads(asked.Input) is { } why) throw CommandContext.Refuse(WorkflowTaskFailedCause.BadContinueAsNewAttributes, why);
        var search = asked.SearchAttributes;
        if (search is not null && context.Namespace.SearchAttributes.Normalize(search, out search) is { } wrong)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadSearchAttributes, wrong);
        }

        var successor = Guid.CreateVersion7().ToString();
        var attributes = new WorkflowExecutionContinuedAsNewEventAttributes
        {
            NewExecutionRunId = successor,
            WorkflowType = asked.WorkflowType is { Name.Length: > 0 } type ? type : started.WorkflowType,
            TaskQueue = new() { Name = asked.TaskQueue is { Name.Length: > 0 } queue ? queue.Name : started.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Input = asked.Input,
            WorkflowRunTimeout = Ticks.From(asked.WorkflowRunTimeout) > 0 ? asked.WorkflowRunTimeout : started.WorkflowRunTimeout,
            WorkflowTaskTimeout = Ticks.From(asked.WorkflowTaskTimeout) > 0 ? asked.WorkflowTaskTimeout : started.WorkflowTaskTimeout,
            WorkflowTaskCompletedEventId = context.CompletedEventId,
            BackoffStartInterval = asked.BackoffStartInterval,
            Initiator = asked.Initiator is ContinueAsNewInitiator.Unspecified ? ContinueAsNewInitiator.Workflow : asked.Initiator,
            Failure = asked.Failure,
            LastCompletionResult = asked.LastCompletionResult,
            Header = asked.Header,
            Memo = asked.Memo ?? new Memo { Fields = { context.Run.Memo } },
            SearchAttributes = search ?? new SearchAttributes { IndexedFields = { context.Run.SearchAttributes } },
        };
        context.Transition.Write(EventType.WorkflowExecutionContinuedAsNew, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.WorkflowExecutionContinuedAsNewEventAttributes = attributes;
        });
        RunStart.ContinueAs(context.Transition, attributes, asked.RetryPolicy ?? started.RetryPolicy);
    }
}
