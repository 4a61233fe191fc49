namespace Hitl.Escalations.Execution;

/// <summary>What a look-up found.</summary>
public enum LookUpVerdict
{
    /// <summary>The effect exists and agrees with the call.</summary>
    Found,

    /// <summary>The target knows nothing of it (yet).</summary>
    NotFound,

    /// <summary>The target has accepted it and does not know yet whether it takes effect.</summary>
    Pending,

    /// <summary>The target accepted it and it failed for good: it did not take effect.</summary>
    Failed,

    /// <summary>The target could not be asked just now.</summary>
    Unavailable,

    /// <summary>The target has no look-up.</summary>
    Unsupported,

    /// <summary>Something exists under the key that contradicts the call.</summary>
    Mismatch,
}
