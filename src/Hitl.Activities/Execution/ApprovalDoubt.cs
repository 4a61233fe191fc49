using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Stages;

namespace Hitl.Activities.Execution;

/// <summary>Tells an approval that grew old or lost its approver from one that somebody tampered with.</summary>
internal static class ApprovalDoubt
{
    /// <summary>Whether people may be asked afresh. Never when the record or a decision is not what was stored and signed, or somebody denied.</summary>
    public static bool MayAskAgain(ApprovalEvidence evidence, SigningKeys keys)
    {
        var digest = ConsentDigest.Of(evidence.Consent);
        return digest == evidence.StoredDigest
            && evidence.Consent.Path is not null
            && evidence.Stages.All(stage => stage.Status != StageStatus.Withdrawn)
            && evidence.Decisions.All(decision => decision.Verdict == Verdict.Approve && decision.Digest == digest && DecisionMac.Verify(decision, keys));
    }
}
