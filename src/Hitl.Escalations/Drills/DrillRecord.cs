using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Drills;

/// <summary>One drill of one reversal procedure.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Action">The action whose undoing is drilled.</param>
/// <param name="Role">Role whose people run it.</param>
/// <param name="State">How it stands.</param>
/// <param name="OpenedAt">When it was asked for, UTC.</param>
/// <param name="By">Who ran it; null before that.</param>
/// <param name="StartedAt">When, UTC; null before that.</param>
/// <param name="EndedAt">When it ended, UTC; null before that.</param>
/// <param name="Detail">What came of it, step by step, at most 2,000 characters; null before that.</param>
public sealed record DrillRecord(
    Guid Id, ActionName Action, RoleId Role, DrillState State, DateTimeOffset OpenedAt, PersonId? By, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Detail);
