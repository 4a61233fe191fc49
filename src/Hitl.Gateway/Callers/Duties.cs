namespace Hitl.Gateway.Callers;

/// <summary>Duties a person may have beside approving.</summary>
internal static class Duties
{
    public const string Ops = "ops";
    public const string Audit = "audit";
    public const string Governance = "governance";
}
