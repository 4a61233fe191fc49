namespace Hitl.Governance.Versions;

/// <summary>What came of an activation.</summary>
public enum ActivationResult
{
    /// <summary>It is active now, by this very call or by an earlier one with the same key.</summary>
    Active,

    /// <summary>Another version was in force than the one that was to be replaced; nothing changed.</summary>
    Conflict,

    /// <summary>There is no such version.</summary>
    Unknown,
}
