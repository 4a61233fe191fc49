namespace Temporal.DevServer.Visibility;

/// <summary>How many runs share one value of the grouping attribute.</summary>
internal readonly record struct VisibilityCount(string Group, long Count);
