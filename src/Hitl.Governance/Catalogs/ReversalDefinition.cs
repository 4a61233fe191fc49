using Hitl.Escalations.Ids;

namespace Hitl.Governance.Catalogs;

/// <summary>Who may have an executed action undone, and whether people decide it.</summary>
/// <param name="By">Roles whose people may ask for it; empty: the roles of the action's own paths.</param>
/// <param name="Path">The path of the action that decides it; null: whoever may ask for it decides by asking.</param>
public sealed record ReversalDefinition(IReadOnlyList<RoleId> By, string? Path);
