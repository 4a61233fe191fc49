namespace Temporalio.Client.Schedules;

/// <summary>State of a listed schedule.</summary>
/// <param name="Note">Why it is as it is.</param>
/// <param name="Paused">Whether it takes no actions of itself.</param>
public record ScheduleListState(string? Note, bool Paused);
