namespace Hitl.Client.Catalogs;

/// <summary>A known absence.</summary>
/// <param name="Person">Who.</param>
/// <param name="From">First moment, UTC.</param>
/// <param name="Until">Last moment, exclusive, UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record AbsenceView(string Person, DateTimeOffset From, DateTimeOffset Until, string Reason);
