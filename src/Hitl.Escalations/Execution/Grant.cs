using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Execution;

/// <summary>The right to execute one revision once, issued by the execution worker after its last check.</summary>
/// <param name="Request">The request.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Digest">Digest of the consent record recomputed at the check.</param>
/// <param name="Approvers">Whose approvals it rests on; empty for an action allowed alone.</param>
public sealed record Grant(RequestId Request, int Revision, string Digest, IReadOnlyList<PersonId> Approvers)
{
    /// <summary>Which key made <see cref="Mac"/>.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>HMAC-SHA256 over every field above, base64url: proves that the execution worker issued it, not somebody who can write rows.</summary>
    public string Mac { get; init; } = "";
}
