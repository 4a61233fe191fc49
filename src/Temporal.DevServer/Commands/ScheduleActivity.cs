using Temporal.DevServer.Activities;
using Temporal.DevServer.Hosting;
using Temporal.DevServer.Machines;
using Temporal.DevServer.State;
using Temporalio.Api.Command.V1;

namespace Temporal.DevServer.Commands;

internal static class ScheduleActivity
{
    internal static void Handle(CommandContext context, Command command)
    {
        var asked = command.ScheduleActivityTaskCommandAttributes;
        Validate(context, asked);
        var attributes = Fill(context, asked);
        var written = context.Transition.Write(EventType.ActivityTaskScheduled, e =>
        {
            e.UserMetadata = command.UserMetadata;
            e.ActivityTaskScheduledEventAttributes = attributes;
        });
        context.Run.Volatile.Activities[written.EventId].Stamp = context.Run.NextStamp();
        ActivityMachine.Took(ActivityMachine.Phase.None, ActivityMachine.Step.Schedule, context.Run, written.EventId);
        if (asked.RequestEagerExecution && attributes.TaskQueue.Name == context.Run.Started.TaskQueue.Name && context.Eager.Count < 3)
        {
            context.Eager.Add(written.EventId);
        }
    }

    private static void Validate(CommandContext context, ScheduleActivityTaskCommandAttributes asked)
    {
        var why = asked switch
        {
            { ActivityId: "" } => "ActivityId is not set on ScheduleActivityTaskCommand.",
            { ActivityType: null or { Name: "" } } => "ActivityType is not set on ScheduleActivityTaskCommand.",
            _ when asked.ActivityId.Length > Limits.IdLength => "ActivityId exceeds length limit.",
            _ when asked.ActivityType.Name.Length > Limits.IdLength => "ActivityType exceeds length limit.",
            _ when Ticks.From(asked.ScheduleToCloseTimeout) == 0 && Ticks.From(asked.StartToCloseTimeout) == 0 =>
                "A valid StartToClose or ScheduleToCloseTimeout is not set on ScheduleActivityTaskCommand.",
            _ when AnyNegative(asked) => "A timeout of ScheduleActivityTaskCommand is negative.",
            _ => RetryDecision.Validate(asked.RetryPolicy) ?? Limits.CheckPayloads(asked.Input),
        };
        if (why is not null) throw CommandContext.Refuse(WorkflowTaskFailedCause.BadScheduleActivityAttributes, why);
        if (context.Run.ActivityIds.ContainsKey(asked.ActivityId))
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.ScheduleActivityDuplicateId, $"Activity id {asked.ActivityId} is in use.");
        }
        if (context.Run.Activities.Count >= Limits.Pending)
        {
            throw CommandContext.Refuse(WorkflowTaskFailedCause.PendingActivitiesLimitExceeded,
                $"the number of pending activities, {context.Run.Activities.Count}, has reached the per-workflow limit of {Limits.Pending}");
        }
    }

    private static bool AnyNegative(ScheduleActivityTaskCommandAttributes asked) =>
        Ticks.From(asked.ScheduleToCloseTimeout) < 0 || Ticks.From(asked.ScheduleToStartTimeout) < 0
        || Ticks.From(asked.StartToCloseTimeout) < 0 || Ticks.From(asked.HeartbeatTimeout) < 0;

    /// <summary>What is missing follows from what is there; no timeout outlives the run's own.</summary>
    private static ActivityTaskScheduledEventAttributes Fill(CommandContext context, ScheduleActivityTaskCommandAttributes asked)
    {
        var run = context.Run;
        var limit = Ticks.From(run.Started.WorkflowRunTimeout) is var own and > 0 ? own : long.MaxValue;
        var close = Ticks.From(asked.ScheduleToCloseTimeout);
        var start = Ticks.From(asked.ScheduleToStartTimeout);
        var execute = Ticks.From(asked.StartToCloseTimeout);
        if (close == 0 && limit < long.MaxValue) close = limit;
        close = Math.Min(close, limit);
        var ceiling = close > 0 ? close : limit;
        start = Math.Min(start == 0 && close > 0 ? close : start, ceiling);
        execute = Math.Min(execute == 0 ? close : execute, ceiling);
        return new()
        {
            ActivityId = asked.ActivityId,
            ActivityType = asked.ActivityType,
            TaskQueue = new() { Name = asked.TaskQueue is { Name.Length: > 0 } queue ? queue.Name : run.Started.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Header = asked.Header,
            Input = asked.Input,
            ScheduleToCloseTimeout = Ticks.ToDuration(close),
            ScheduleToStartTimeout = Ticks.ToDuration(start),
            StartToCloseTimeout = Ticks.ToDuration(execute),
            HeartbeatTimeout = Ticks.ToDuration(Math.Min(Ticks.From(asked.HeartbeatTimeout), execute)),
            WorkflowTaskCompletedEventId = context.CompletedEventId,
            RetryPolicy = RetryDecision.Fill(asked.RetryPolicy),
            Priority = asked.Priority,
        };
    }
}
