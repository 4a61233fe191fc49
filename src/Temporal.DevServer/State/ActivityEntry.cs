using Temporalio.Api.Activity.V1;

namespace Temporal.DevServer.State;

/// <summary>A scheduled, unresolved activity as history tells it; attempts live in <see cref="RunVolatile"/>.</summary>
internal sealed class ActivityEntry(long scheduledEventId, long scheduledTicks, ActivityTaskScheduledEventAttributes attributes)
{
    internal long ScheduledEventId { get; } = scheduledEventId;

    /// <summary>When it was scheduled, or when a reset scheduled it again.</summary>
    internal long ScheduledTicks { get; private set; } = scheduledTicks;

    /// <summary>As scheduled, with options that were changed since.</summary>
    internal ActivityTaskScheduledEventAttributes Attributes { get; private set; } = attributes;

    /// <summary>As the event has them.</summary>
    internal ActivityTaskScheduledEventAttributes Original { get; } = attributes;

    /// <summary>Id of the cancel request's event; zero while none was made.</summary>
    internal long CancelRequestedEventId { get; set; }

    /// <summary>When all attempts together must be over; zero for never.</summary>
    internal long CloseDeadline => Ticks.From(Attributes.ScheduleToCloseTimeout) is var total and > 0 ? ScheduledTicks + total : 0;

    /// <summary>Lays over the event what is kept beside it.</summary>
    internal void Restore(ActivityAttempt attempt)
    {
        if (attempt.BaseTicks > 0) ScheduledTicks = attempt.BaseTicks;
        Attributes = attempt.Options is null ? Original : With(attempt.Options);
    }

    internal static ActivityOptions OptionsOf(ActivityTaskScheduledEventAttributes scheduled) => new()
    {
        TaskQueue = scheduled.TaskQueue,
        ScheduleToCloseTimeout = scheduled.ScheduleToCloseTimeout,
        ScheduleToStartTimeout = scheduled.ScheduleToStartTimeout,
        StartToCloseTimeout = scheduled.StartToCloseTimeout,
        HeartbeatTimeout = scheduled.HeartbeatTimeout,
        RetryPolicy = scheduled.RetryPolicy,
        Priority = scheduled.Priority,
    };

    private ActivityTaskScheduledEventAttributes With(ActivityOptions options)
    {
        var changed = Original.Clone();
        changed.TaskQueue = options.TaskQueue;
        changed.ScheduleToCloseTimeout = options.ScheduleToCloseTimeout;
        changed.ScheduleToStartTimeout = options.ScheduleToStartTimeout;
        changed.StartToCloseTimeout = options.StartToCloseTimeout;
        changed.HeartbeatTimeout = options.HeartbeatTimeout;
        changed.RetryPolicy = options.RetryPolicy;
        changed.Priority = options.Priority;
        return changed;
    }
}
