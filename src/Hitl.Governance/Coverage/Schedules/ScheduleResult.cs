using Hitl.Governance.Catalogs;

namespace Hitl.Governance.Coverage.Schedules;

/// <summary>A schedule file, or every reason why it is none.</summary>
/// <param name="Schedule">The schedule; null when there are errors.</param>
/// <param name="Errors">With file, line and column.</param>
public sealed record ScheduleResult(ScheduleFile? Schedule, IReadOnlyList<CatalogError> Errors);
