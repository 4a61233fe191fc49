using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Execution;

/// <summary>Everything the last check looks at, read from the stores by the execution worker itself.</summary>
public sealed record ApprovalEvidence
{
    /// <summary>What is about to run.</summary>
    public required ConsentRecord Consent { get; init; }

    /// <summary>The digest stored with the request, 64 hex digits.</summary>
    public required string? StoredDigest { get; init; }

    /// <summary>All stages of the revision, in order.</summary>
    public required IReadOnlyList<StageRecord> Stages { get; init; }

    /// <summary>All decisions of the revision, in the order committed.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>Roles as they are now.</summary>
    public required IReadOnlyDictionary<RoleId, RoleDefinition> Roles { get; init; }

    /// <summary>Which ids belong to one human, now.</summary>
    public IdentityGraph Identities { get; init; } = IdentityGraph.None;
}
