using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Consent;

/// <summary>State of a target that people are shown and that must be the same right before anything is sent.</summary>
public sealed record ConsentGuard
{
    /// <summary>Unique within the action, such as <c>refunded-before</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What cards call it.</summary>
    public required string Label { get; init; }

    /// <summary>The target as the catalog names it.</summary>
    public required string Target { get; init; }

    /// <summary>Host (and port) of the target that was approved.</summary>
    public required string Host { get; init; }

    /// <summary>Which state is read, such as <c>amount-refunded</c>.</summary>
    public required string Read { get; init; }

    /// <summary>What it is about, already filled in from the request.</summary>
    public required ActionParameters Arguments { get; init; }

    /// <summary>The state as shown; null when the target could not be asked, which the card says.</summary>
    public string? Value { get; init; }
}
