using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>One role's part of a stage that asks several at once: so many of its people must approve.</summary>
/// <param name="Role">The role.</param>
/// <param name="Quorum">How many distinct people of it must approve, 1 to 20.</param>
public sealed record RoleShare(RoleId Role, int Quorum);
