namespace Hitl.Sandbox.Faults;

/// <summary>The kinds of fault each side knows; a rule of another kind is refused rather than silently ignored.</summary>
internal static class FaultKinds
{
    /// <summary>Calls of the app to Slack.</summary>
    public static IReadOnlySet<string> SlackCalls { get; } = new HashSet<string>
    {
        "http", "error", "delay", "rate_limit", "cut_before", "cut_after", "timeout_before", "timeout_after", "html", "truncate",
    };

    /// <summary>Deliveries of Slack to the app.</summary>
    public static IReadOnlySet<string> SlackDeliveries { get; } = new HashSet<string> { "duplicate", "drop", "late" };

    /// <summary>Standing switches of Slack.</summary>
    public static IReadOnlySet<string> SlackModes { get; } = new HashSet<string> { "tier_limits", "token_rotation" };

    public static IReadOnlySet<string> TargetWrites { get; } = new HashSet<string>
    {
        "down", "slow", "rate_limit", "refuse", "timeout_before", "timeout_after", "stored_500", "in_progress",
        "effect_delayed", "other_amount", "non_json", "forget_keys", "key_life", "pending_then_failed", "pending_then_succeeded",
    };

    public static IReadOnlySet<string> TargetLookups { get; } = new HashSet<string>
    {
        "down", "slow", "rate_limit", "lookup_unavailable", "lookup_lags", "lookup_404", "non_json", "other_amount",
    };

    public static IReadOnlySet<string> Slack { get; } = new HashSet<string>([.. SlackCalls, .. SlackDeliveries, .. SlackModes]);

    public static IReadOnlySet<string> Targets { get; } = new HashSet<string>([.. TargetWrites, .. TargetLookups]);
}
