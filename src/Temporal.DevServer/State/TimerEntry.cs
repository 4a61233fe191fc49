namespace Temporal.DevServer.State;

/// <summary>A timer the workflow started: its start event and when it fires.</summary>
internal readonly record struct TimerEntry(long StartedEventId, long FireTicks);
