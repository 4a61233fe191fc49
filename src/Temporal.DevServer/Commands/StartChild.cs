using Temporal.DevServer.Activities;
using Temporal.DevServer.Calendars;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class StartChild
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.StartChildWorkflowExecutionCommandAttributes;
        var search = asked.SearchAttributes;
        if (Check(context, asked) is { } why) throw CommandContext.Refuse(WorkflowTaskFailedCause.BadStartChildExecutionAttributes, why);
        if (search is not null && context.Namespace.SearchAttributes.Normalize(search, out search) is { } wrong)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.BadSearchAttributes, wrong);
        }
        if (context.Run.Children.Count >= Limits.Pending)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.PendingChildWorkflowsLimitExceeded,
                $"the number of pending child workflow executions, {context.Run.Children.Count}, has reached the per-workflow limit of {Limits.Pending}");
        }
        context.Transition.Write(EventType.StartChildWorkflowExecutionInitiated, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.StartChildWorkflowExecutionInitiatedEventAttributes = Attributes(context, asked, search);
        });
    }

    private static string? Check(CommandContext context, StartChildWorkflowExecutionCommandAttributes asked) =>
        asked.Namespace.Length > 0 && asked.Namespace != context.Run.Self.Key.Namespace ? $"Children in other namespaces are not served: {asked.Namespace}."
        : Limits.CheckId("WorkflowId", asked.WorkflowId)
            ?? Limits.CheckId("WorkflowType", asked.WorkflowType?.Name ?? "")
            ?? RetryDecision.Validate(asked.RetryPolicy)
            ?? Limits.CheckPayloads(asked.Input)
            ?? CronRule.Check(asked.CronSchedule)
            ?? (Ticks.From(asked.WorkflowExecutionTimeout) < 0 || Ticks.From(asked.WorkflowRunTimeout) < 0 || Ticks.From(asked.WorkflowTaskTimeout) < 0
                ? "A timeout of StartChildWorkflowExecutionCommand is negative." : null);

    private static StartChildWorkflowExecutionInitiatedEventAttributes Attributes(
        CommandContext context, StartChildWorkflowExecutionCommandAttributes asked, SearchAttributes? search)
    {
        var started = context.Run.Started;
        var whole = Ticks.From(asked.WorkflowExecutionTimeout);
        var run = Ticks.From(asked.WorkflowRunTimeout);
        var task = Ticks.From(asked.WorkflowTaskTimeout);
        return new()
        {
            Namespace = context.Run.Self.Key.Namespace,
            WorkflowId = asked.WorkflowId,
            WorkflowType = asked.WorkflowType,
            TaskQueue = new() { Name = asked.TaskQueue is { Name.Length: > 0 } queue ? queue.Name : started.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Input = asked.Input,
            WorkflowExecutionTimeout = Ticks.ToDuration(whole),
            WorkflowRunTimeout = Ticks.ToDuration(run == 0 || whole > 0 && run > whole ? whole : run),
            WorkflowTaskTimeout = task > 0 ? asked.WorkflowTaskTimeout : started.WorkflowTaskTimeout,
            ParentClosePolicy = asked.ParentClosePolicy == ParentClosePolicy.Unspecified ? ParentClosePolicy.Terminate : asked.ParentClosePolicy,
            Control = asked.Control,
            WorkflowTaskCompletedEventId = context.CompletedEventId,
            WorkflowIdReusePolicy = asked.WorkflowIdReusePolicy,
            RetryPolicy = asked.RetryPolicy is null ? null : RetryDecision.Fill(asked.RetryPolicy),
            CronSchedule = asked.CronSchedule,
            Header = asked.Header,
            Memo = asked.Memo,
            SearchAttributes = search,
            Priority = asked.Priority ?? started.Priority,
        };
    }
}
