using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Targets;

/// <summary>One call as the target saw it.</summary>
internal sealed record TargetAttempt
{
    public DateTimeOffset At { get; init; }

    /// <summary>"write" or "lookup".</summary>
    public string Kind { get; init; } = "write";

    public string Operation { get; init; } = "";

    public string? Key { get; init; }

    public JsonObject? Parameters { get; init; }

    /// <summary>The fault switches that hit it.</summary>
    public List<string> Faults { get; init; } = [];

    /// <summary>The status sent; null when the connection was cut instead.</summary>
    public int? Status { get; init; }

    /// <summary>The effect this very call caused; null when it caused none.</summary>
    public string? EffectId { get; init; }

    /// <summary>The answer was one stored for the key.</summary>
    public bool Replayed { get; init; }
}
