using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Execution;

/// <summary>One call to a target. Identical on every retry, byte for byte.</summary>
public sealed record TargetCall
{
    /// <summary>The target as the catalog names it.</summary>
    public required string Target { get; init; }

    /// <summary>Host (and port) that was approved; a connector configured for another host must refuse.</summary>
    public required string Host { get; init; }

    /// <summary>The operation, or the compensation's operation.</summary>
    public required string Operation { get; init; }

    /// <summary>Its arguments.</summary>
    public required ActionParameters Arguments { get; init; }

    /// <summary>The key of the effect; also our reference at the target, by which it is looked up.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>For a compensation: the target's reference of what is undone.</summary>
    public string? Undoes { get; init; }

    /// <summary>How long the call may take.</summary>
    public required TimeSpan Timeout { get; init; }
}
