using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Gateway;

/// <summary>A request that people are being asked about.</summary>
internal sealed record OpenRequest(RequestId Id, StoredRequest Stored, StageRecord Stage, IReadOnlyDictionary<string, CardLocation> Cards)
{
    public DecideBody Decide(string verdict, string? reason = null, string? typedAmount = null) => new()
    {
        Verdict = verdict, Reason = reason, Digest = Stored.Digest!, Revision = 1, Stage = 1, TypedAmount = typedAmount,
    };
}
