using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>Whose signatures the next version of this catalog needs: one of every role, and never the author's.</summary>
/// <param name="Roles">The roles of the function leaders, in the order they are asked.</param>
/// <param name="Wait">How long each is waited for.</param>
/// <param name="Reminders">When each is reminded.</param>
public sealed record SignOff(IReadOnlyList<RoleId> Roles, TimeSpan Wait, IReadOnlyList<TimeSpan> Reminders);
