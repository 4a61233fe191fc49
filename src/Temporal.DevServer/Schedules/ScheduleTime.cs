namespace Temporal.DevServer.Schedules;

/// <summary>One time a schedule means, in ticks: as its calendar says, and with jitter.</summary>
internal readonly record struct ScheduleTime(long Nominal, long Actual);
