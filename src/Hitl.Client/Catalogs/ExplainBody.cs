using System.Text.Json.Nodes;

namespace Hitl.Client.Catalogs;

/// <summary>A request that is decided on paper: nothing is stored and nothing runs.</summary>
public sealed record ExplainBody
{
    /// <summary>As whom; an agent asks as itself, whatever this says.</summary>
    public string? Actor { get; init; }

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>The customer.</summary>
    public required Requests.CustomerBody Customer { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>The parameters.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>Pieces of evidence, each as <c>kind:reference</c>.</summary>
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>Consents the agent has, by the names the catalog lists.</summary>
    public IReadOnlyList<string>? Consents { get; init; }

    /// <summary>The agent's release.</summary>
    public Requests.AgentBody? Agent { get; init; }

    /// <summary>The person the agent acts for.</summary>
    public string? OnBehalfOf { get; init; }
}
