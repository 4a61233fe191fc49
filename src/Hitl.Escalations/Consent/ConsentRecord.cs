using System.Text.Json.Serialization;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Consent;

/// <summary>Exactly what people are asked to agree to and what will run: cards are rendered from it, its digest binds decisions and execution.</summary>
/// <remarks>Canonical form and digest: <c>SHA-256("hitl-consent-v1\0" ‖ canonical JSON)</c> over every field below.</remarks>
public sealed record ConsentRecord
{
    /// <summary>The request.</summary>
    public required RequestId Request { get; init; }

    /// <summary>The revision of the request.</summary>
    public required int Revision { get; init; }

    /// <summary>The action.</summary>
    public required ActionName Action { get; init; }

    /// <summary>The catalog version it was decided under (64 hex digits).</summary>
    public required string CatalogDigest { get; init; }

    /// <summary>Who asked.</summary>
    public required ActorId Actor { get; init; }

    /// <summary>The person the agent acts for, if any.</summary>
    public PersonId? OnBehalfOf { get; init; }

    /// <summary>The customer.</summary>
    public required CustomerRef Customer { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The money at stake.</summary>
    public Money? Amount { get; init; }

    /// <summary>The parameters after normalisation: what is sent, not what was typed.</summary>
    public required ActionParameters Parameters { get; init; }

    /// <summary>The saga that runs, with targets, hosts and operations.</summary>
    public required SagaPlan Saga { get; init; }

    /// <summary>State of targets as shown, which must be the same right before anything is sent; null, and no part of the record, without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConsentGuard>? Guards { get; init; }

    /// <summary>The path of people who may decide, with quorums; null when the catalog allows the action alone.</summary>
    public EscalationPath? Path { get; init; }

    /// <summary>People who may not decide this request, whatever role they hold: the owner of the agent, whom it acts for, who took part.</summary>
    public required IReadOnlyList<PersonId> Conflicted { get; init; }

    /// <summary>When an approval stops being good for execution, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
