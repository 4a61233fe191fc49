using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>A changed schedule.</summary>
/// <param name="Schedule">The schedule as it is to be.</param>
/// <param name="TypedSearchAttributes">Its search attributes as they are to be; null to leave them.</param>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
