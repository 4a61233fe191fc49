namespace Hitl.Client.Drills;

/// <summary>How well the undoing of one action is proven.</summary>
/// <param name="Action">The action.</param>
/// <param name="Title">The action in words.</param>
/// <param name="Role">Role whose people drill it; null when the catalog names nobody.</param>
/// <param name="State"><c>proven</c>, <c>new</c> (never drilled, not due yet), <c>overdue</c> (not proven within 90 days) or <c>failed</c>.</param>
/// <param name="ProvenAt">When it was last proven, UTC; null when never.</param>
/// <param name="DueAt">When the proof ends, UTC.</param>
/// <param name="StopsAutomation">Whether the action stops being automatic while it is overdue or failed.</param>
public sealed record ProcedureView(string Action, string Title, string? Role, string State, DateTimeOffset? ProvenAt, DateTimeOffset DueAt, bool StopsAutomation);
