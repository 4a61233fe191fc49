namespace Temporal.DevServer.State;

/// <summary>A scheduled, unresolved activity as history tells it; attempts live in <see cref="RunVolatile"/>.</summary>
internal sealed class ActivityEntry(long scheduledEventId, long scheduledTicks, ActivityTaskScheduledEventAttributes attributes)
{
    internal long ScheduledEventId { get; } = scheduledEventId;

    internal long ScheduledTicks { get; } = scheduledTicks;

    internal ActivityTaskScheduledEventAttributes Attributes { get; } = attributes;

    /// <summary>Id of the cancel request's event; zero while none was made.</summary>
    internal long CancelRequestedEventId { get; set; }

    /// <summary>When all attempts together must be over; zero for never.</summary>
    internal long CloseDeadline { get; } = Ticks.From(attributes.ScheduleToCloseTimeout) is var total and > 0 ? scheduledTicks + total : 0;
}
