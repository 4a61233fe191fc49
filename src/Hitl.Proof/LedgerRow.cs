namespace Hitl.Proof;

/// <summary>One row of the ledger as stored, with its place in the chain once sealed.</summary>
public sealed record LedgerRow
{
    /// <summary>Order of writing; rows are paged by it. Gaps mean nothing: the chain's sequence is the dense one.</summary>
    public required long No { get; init; }

    /// <summary>Names the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was written, UTC, by the database, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, such as <c>decision.recorded</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The request it is about, if any.</summary>
    public string? Request { get; init; }

    /// <summary>The revision; 0 for none.</summary>
    public int Revision { get; init; }

    /// <summary>Who did it, such as <c>person:ada</c>.</summary>
    public required string By { get; init; }

    /// <summary>The person it was done for, if any.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>The agent whose request it is about, if any.</summary>
    public string? Actor { get; init; }

    /// <summary>The customer's reference, if any.</summary>
    public string? Customer { get; init; }

    /// <summary>One plain sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Everything else: canonical JSON of an object.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 over every field above, 64 hex digits, computed by the database.</summary>
    public required string Leaf { get; init; }

    /// <summary>Place in the chain, from 1 and dense; null until sealed.</summary>
    public long? Sequence { get; init; }
}
