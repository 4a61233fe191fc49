namespace Hitl.Escalations.Stages;

/// <summary>What the chat's directory says of a person now.</summary>
/// <param name="Answer">Whether the account works.</param>
/// <param name="IsAway">Whether the person's own status says that they are away; never true for an account that does not work.</param>
/// <param name="AwayUntil">When that status ends, UTC; null when it ends only when it is taken off.</param>
public sealed record DirectoryFinding(DirectoryAnswer Answer, bool IsAway = false, DateTimeOffset? AwayUntil = null);
