namespace Hitl.Escalations.Execution;

/// <summary>What a target's answer, or its absence, means.</summary>
public enum TargetVerdict
{
    /// <summary>Took effect.</summary>
    Done,

    /// <summary>Refused for good: the same call will be refused again, and did not take effect.</summary>
    Refused,

    /// <summary>Certainly not taken effect and worth another try: connection refused, DNS, rate limited before processing.</summary>
    NotSent,

    /// <summary>May or may not have taken effect: a timeout or cut connection after bytes were sent, or an unreadable answer.</summary>
    Unknown,

    /// <summary>Accepted and under way; it may still fail. The target is asked until it knows.</summary>
    Pending,

    /// <summary>The answer contradicts the call (another amount, another target object): freeze and show a person.</summary>
    Mismatch,
}
