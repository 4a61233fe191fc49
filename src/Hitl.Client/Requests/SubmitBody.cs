using System.Text.Json.Nodes;

namespace Hitl.Client.Requests;

/// <summary>What an agent asks for. The agent itself is never a field: it is who the credential says.</summary>
public sealed record SubmitBody
{
    /// <summary>The action as the catalog names it.</summary>
    public required string Action { get; init; }

    /// <summary>The customer it is for.</summary>
    public required CustomerBody Customer { get; init; }

    /// <summary>The channel the customer came through, such as <c>chat</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Minor units (cents), at least 1; null for an action without an amount.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217 code in upper case; goes with <see cref="Amount"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>The action's parameters, closed by the catalog.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>Why, in the agent's words; at most 2,000 characters.</summary>
    public string? Rationale { get; init; }

    /// <summary>References and quotes the agent points to; at most 20 of 500 characters.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>Consents the agent has, by the names the catalog lists.</summary>
    public IReadOnlyList<string>? Consents { get; init; }

    /// <summary>The agent's release.</summary>
    public AgentBody? Agent { get; init; }

    /// <summary>The person the agent acts for; it must be bound to that person.</summary>
    public string? OnBehalfOf { get; init; }
}
