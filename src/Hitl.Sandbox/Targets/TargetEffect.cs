using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Targets;

/// <summary>One thing a target did.</summary>
internal sealed record TargetEffect
{
    public string Id { get; init; } = "";

    /// <summary>refund, refund_reversal, email_change, points, … .</summary>
    public string Kind { get; init; } = "";

    public string? Key { get; init; }

    /// <summary>The charge or customer it was done to.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Minor units of <see cref="Currency"/>, or points.</summary>
    public long? Amount { get; init; }

    /// <summary>Lower-case ISO 4217 code.</summary>
    public string? Currency { get; init; }

    public JsonObject Metadata { get; init; } = [];

    /// <summary>What else the target knows of it, e.g. previous and new value.</summary>
    public JsonObject Details { get; init; } = [];

    public DateTimeOffset At { get; init; }

    /// <summary>When it takes place; later than <see cref="At"/> only under the effect_delayed switch.</summary>
    public DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The effect this one undid.</summary>
    public string? ReversalOf { get; init; }

    /// <summary>The effect that undid this one.</summary>
    public string? ReversedBy { get; init; }

    /// <summary>Only in the ledger's answer: not yet in force.</summary>
    public bool? Pending { get; init; }
}
