namespace Hitl.Governance.Catalogs;

/// <summary>Most requests of one actor within a span of time.</summary>
/// <param name="Requests">How many, 1 to 1,000,000.</param>
/// <param name="Within">Length of the rolling span, 1 s to 1 day.</param>
public sealed record FloodGuard(int Requests, TimeSpan Within);
