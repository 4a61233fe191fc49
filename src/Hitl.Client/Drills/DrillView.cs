namespace Hitl.Client.Drills;

/// <summary>One drill.</summary>
/// <param name="Id">Names it, a UUID.</param>
/// <param name="Action">The action whose undoing is drilled.</param>
/// <param name="Role">Role whose people run it.</param>
/// <param name="State"><c>open</c>, <c>running</c>, <c>proven</c> or <c>failed</c>.</param>
/// <param name="OpenedAt">When it was asked for, UTC.</param>
/// <param name="By">Who ran it; null before that.</param>
/// <param name="EndedAt">When it ended, UTC; null before that.</param>
/// <param name="Detail">What came of it, step by step; null before that.</param>
public sealed record DrillView(string Id, string Action, string Role, string State, DateTimeOffset OpenedAt, string? By, DateTimeOffset? EndedAt, string? Detail);
