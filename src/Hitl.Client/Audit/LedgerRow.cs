using System.Text.Json.Nodes;

namespace Hitl.Client.Audit;

/// <summary>One row of the ledger.</summary>
public sealed record LedgerRow
{
    /// <summary>Names the row.</summary>
    public required string Id { get; init; }

    /// <summary>When it was committed, UTC, by the database.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, such as <c>decision.recorded</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The request it is about.</summary>
    public string? Request { get; init; }

    /// <summary>The revision; 0 when it is about none.</summary>
    public int Revision { get; init; }

    /// <summary>Who did it: <c>actor:…</c>, <c>person:…</c> or <c>system:…</c>.</summary>
    public required string By { get; init; }

    /// <summary>The person it was done for.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The agent whose request it is about.</summary>
    public string? Actor { get; init; }

    /// <summary>The customer's reference.</summary>
    public string? Customer { get; init; }

    /// <summary>One plain sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Everything else, by kind.</summary>
    public JsonObject Body { get; init; } = [];

    /// <summary>Place in the sealed chain, from 1; null while not sealed yet.</summary>
    public long? Sequence { get; init; }

    /// <summary>Hash of this row, 64 hex digits.</summary>
    public string? Leaf { get; init; }
}
