using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Governance.Catalogs;

/// <summary>How the undoing of an action is drilled.</summary>
/// <param name="By">Role whose people run it; null: the first role that may have the action undone.</param>
/// <param name="With">Parameter name to the text a drill sends; the others are made up.</param>
/// <param name="Amount">The amount a drill sends; null: one unit of a currency the rules know.</param>
/// <param name="StopsAutomation">Whether the action stops being automatic while its undoing is not proven.</param>
public sealed record DrillDefinition(RoleId? By, IReadOnlyDictionary<string, string> With, Money? Amount, bool StopsAutomation);
