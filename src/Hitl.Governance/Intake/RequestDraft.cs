using System.Text.Json;

namespace Hitl.Governance.Intake;

/// <summary>A request as a door read it from the wire, before anything of it is believed. Absent members are null.</summary>
public sealed record RequestDraft
{
    /// <summary>The action's name.</summary>
    public string? Action { get; init; }

    /// <summary>The customer's reference.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The customer's segment.</summary>
    public string? Segment { get; init; }

    /// <summary>The channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The amount exactly as sent: anything but a plain positive integer of minor units is refused.</summary>
    public JsonElement? AmountMinor { get; init; }

    /// <summary>The currency's ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>The person the agent says it acts for.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The parameters: a JSON object, or null for none.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Why, in the agent's words.</summary>
    public string? Rationale { get; init; }

    /// <summary>What the agent points to.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Consents the agent says it has.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>The agent's own version.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>The model it ran on.</summary>
    public string? Model { get; init; }

    /// <summary>The version of its prompt.</summary>
    public string? PromptVersion { get; init; }
}
