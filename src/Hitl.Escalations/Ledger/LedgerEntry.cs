using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Ledger;

/// <summary>One row of the audit ledger before it is written: who did what, for whom, about which request, and the details.</summary>
/// <remarks>The time is set by the database in the transaction of the state change, never by the writer.</remarks>
public sealed record LedgerEntry
{
    /// <summary>What happened, from <see cref="LedgerKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The request it is about; null for catalog and ledger matters.</summary>
    public RequestId? Request { get; init; }

    /// <summary>The revision; 0 when it is about no revision.</summary>
    public int Revision { get; init; }

    /// <summary>Who did it: <c>actor:support-bot</c>, <c>person:ada</c>, <c>system:escalation-worker</c>.</summary>
    public required string By { get; init; }

    /// <summary>The person it was done for, if any.</summary>
    public PersonId? OnBehalfOf { get; init; }

    /// <summary>The agent whose request it is about, if any.</summary>
    public ActorId? Actor { get; init; }

    /// <summary>The customer's reference, if any.</summary>
    public string? Customer { get; init; }

    /// <summary>One plain sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Everything else, by kind; canonicalised when written.</summary>
    public JsonObject Body { get; init; } = [];
}
