using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Decisions;

/// <summary>One click with everything known at that moment; a door gathers it, <see cref="DecisionRules"/> judges it.</summary>
public sealed record DecisionAttempt
{
    /// <summary>Who clicked, as the door authenticated them.</summary>
    public required PersonId Person { get; init; }

    /// <summary>What they decided.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why; required to deny, at most 1,000 characters.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Id of the catalog's reason that was chosen; null for none.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The reasons the catalog offers for denying this action, by id.</summary>
    public IReadOnlyDictionary<string, string> DenyReasons { get; init; } = new Dictionary<string, string>();

    /// <summary>The card's token as <see cref="CardToken.Read"/> returned it; null when its form or signature is wrong.</summary>
    public required CardToken? Token { get; init; }

    /// <summary>False when the click came from a message that is not the card we posted. Default true (a console has no message).</summary>
    public bool IsFromOurCard { get; init; } = true;

    /// <summary>The request the token names, as stored; null when there is none.</summary>
    public required StoredRequest? Request { get; init; }

    /// <summary>Every stage of the request's current revision, in order.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>Every decision of the request's current revision, in the order committed.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The role of the token's stage as it is now, or all its roles as one; null when it could not be looked up.</summary>
    public required RoleDefinition? Role { get; init; }

    /// <summary>Every role as it is now; needed for stages that ask several.</summary>
    public IReadOnlyDictionary<RoleId, RoleDefinition> Roles { get; init; } = new Dictionary<RoleId, RoleDefinition>();

    /// <summary>Which ids belong to one human, now.</summary>
    public IdentityGraph Identities { get; init; } = IdentityGraph.None;

    /// <summary>The moment of the click, UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
