namespace Hitl.Escalations.Execution;

/// <summary>What a look-up found.</summary>
public enum LookUpVerdict
{
    /// <summary>The effect exists and agrees with the call.</summary>
    Found,

    /// <summary>The target knows nothing of it (yet).</summary>
    NotFound,

    /// <summary>The target could not be asked just now.</summary>
    Unavailable,

    /// <summary>The target has no look-up.</summary>
    Unsupported,

    /// <summary>Something exists under the key that contradicts the call.</summary>
    Mismatch,
}
