using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Requests;

/// <summary>What an actor asked for, exactly as accepted at the door. Immutable; an edit makes a new revision.</summary>
public sealed record ActionRequest
{
    /// <summary>Names the request.</summary>
    public required RequestId Id { get; init; }

    /// <summary>1 for the request as posted; each edit adds one.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Who asks: the actor its credential is bound to, never a field of the body.</summary>
    public required ActorId Actor { get; init; }

    /// <summary>The release of the agent that asks.</summary>
    public AgentRelease Agent { get; init; } = new(null, null, null);

    /// <summary>The person the agent acts for, if it said so and is bound to that person.</summary>
    public PersonId? OnBehalfOf { get; init; }

    /// <summary>The action, as the catalog names it.</summary>
    public required ActionName Action { get; init; }

    /// <summary>The customer it is for.</summary>
    public required CustomerRef Customer { get; init; }

    /// <summary>The channel the customer came through, such as <c>chat</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The money at stake; null for an action without an amount.</summary>
    public Money? Amount { get; init; }

    /// <summary>The action's parameters, closed by its schema in the catalog.</summary>
    public ActionParameters Parameters { get; init; } = ActionParameters.Empty;

    /// <summary>Why, in the agent's words: data, at most 2,000 characters, never an instruction and never markup.</summary>
    public string Rationale { get; init; } = "";

    /// <summary>What the agent points to (references, quotes): data like the rationale.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Consents the agent says it has, by the names the catalog lists, such as <c>customer-asked</c>.</summary>
    public IReadOnlyList<string> Consents { get; init; } = [];

    /// <summary>When the door accepted it, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>SHA-256 of the catalog version it is decided under, 64 lower-case hex digits; pinned at intake.</summary>
    public required string CatalogDigest { get; init; }
}
