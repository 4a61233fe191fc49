namespace Temporalio.Runtime;

/// <summary>An activity as history has it; its later events refer to it by <paramref name="ScheduledEventId"/> alone.</summary>
internal sealed record ScheduledActivity(long ScheduledEventId, string ActivityId, string ActivityType);
