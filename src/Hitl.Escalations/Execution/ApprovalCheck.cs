using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Execution;

/// <summary>The last gate before the first side effect. Pure: it trusts neither the workflow nor a stored status, and counts for itself.</summary>
public static class ApprovalCheck
{
    /// <summary>Decides whether exactly this record may run now.</summary>
    /// <param name="evidence">What the stores say.</param>
    /// <param name="keys">The keys that prove decisions.</param>
    /// <param name="now">The moment, UTC.</param>
    public static ApprovalFinding Check(ApprovalEvidence evidence, SigningKeys keys, DateTimeOffset now)
    {
        var digest = ConsentDigest.Of(evidence.Consent);
        if (!SameText(digest, evidence.StoredDigest)) return Refused("What would run is not what was stored: the digests differ.");
        if (evidence.Consent.ExpiresAt <= now) return Refused($"The approval is too old: it was good until {evidence.Consent.ExpiresAt:u}.");
        if (evidence.Consent.Path is null)
            return evidence.Stages.Count + evidence.Decisions.Count == 0 ? new(null, []) : Refused("The record asks nobody, yet people were asked.");

        var denial = evidence.Decisions.FirstOrDefault(d => d.Verdict == Verdict.Deny && IsOfThisRevision(d.Stage, evidence.Consent) && IsVeto(d, evidence));
        if (denial is not null) return Refused($"{denial.Person} denied it.");
        if (evidence.Stages.Any(s => s.Status == StageStatus.Withdrawn && IsOfThisRevision(s.Key, evidence.Consent))) return Refused("The request was withdrawn.");
        if (evidence.Consent.Path.NeedsEveryStage) return CountEvery(evidence, digest, keys);
        return ReachedStage(evidence) is var (stage, refusal) && stage is not null ? Count(evidence, stage, digest, keys) : Refused(refusal);
    }

    private static ApprovalFinding CountEvery(ApprovalEvidence evidence, string digest, SigningKeys keys)
    {
        var path = evidence.Consent.Path!;
        var approvers = new List<PersonId>();
        for (var ordinal = 1; ordinal <= path.Stages.Count; ordinal++)
        {
            var stage = evidence.Stages.FirstOrDefault(s => s.Key.Ordinal == ordinal && IsOfThisRevision(s.Key, evidence.Consent));
            if (stage is not { Status: StageStatus.Approved }) return Refused($"Stage {ordinal} ({path.Stages[ordinal - 1].Name}) has not approved, and every stage must.");
            var finding = Count(evidence, stage, digest, keys);
            if (!finding.MayRun) return finding;
            approvers.AddRange(finding.Approvers);
        }

        var humans = approvers.Select(evidence.Identities.Human).Distinct().Count();
        return humans == approvers.Count ? new(null, approvers) : Refused("One human approved in two stages, and every stage needs another one.");
    }

    private static (StageRecord? Stage, string Refusal) ReachedStage(ApprovalEvidence evidence)
    {
        var path = evidence.Consent.Path!;
        for (var ordinal = 1; ordinal <= path.Stages.Count; ordinal++)
        {
            var stage = evidence.Stages.FirstOrDefault(s => s.Key.Ordinal == ordinal && IsOfThisRevision(s.Key, evidence.Consent));
            if (stage is null) return (null, $"Stage {ordinal} ({path.Stages[ordinal - 1].Name}) was never opened.");
            if (stage.Status == StageStatus.Approved) return (stage, "");
            if (stage.Status is not (StageStatus.Escalated or StageStatus.Skipped)) return (null, $"Stage {ordinal} ({path.Stages[ordinal - 1].Name}) is {stage.Status}.");
        }

        return (null, "No stage of the path approved it.");
    }

    private static ApprovalFinding Count(ApprovalEvidence evidence, StageRecord stage, string digest, SigningKeys keys)
    {
        // Quorum and role come from the consent record, which the digest covers, never from the stage row.
        var definition = evidence.Consent.Path!.Stages[stage.Key.Ordinal - 1];
        var judged = stage with { Definition = definition };
        var role = StageRoles.Of(definition, evidence.Roles);
        // A vote against is no approval, nor is anything else the same human said.
        var humans = evidence.Decisions.Where(d => d.Stage == stage.Key && d.Verdict == Verdict.Deny).Select(d => evidence.Identities.Human(d.Person)).ToHashSet();
        var approvers = new List<PersonId>();
        string? doubt = null;
        foreach (var decision in evidence.Decisions.Where(d => d.Stage == stage.Key && d.Verdict == Verdict.Approve))
        {
            var problem = Problem(decision, judged, role, evidence, digest, keys);
            if (problem is not null) doubt ??= problem;
            else if (humans.Add(evidence.Identities.Human(decision.Person))) approvers.Add(decision.Person);
        }

        var filled = definition.Shares is { } shares
            ? StageSeats.Filled(shares, [.. approvers.Select(person => StageRoles.SeatsOf(person, judged, evidence.Roles))])
            : approvers.Count;
        return filled >= Math.Max(1, definition.Quorum)
            ? new(null, approvers)
            : Refused($"{filled} of {definition.Quorum} approvals count in stage {definition.Name}{(doubt is null ? "" : $": {doubt}")}.");
    }

    private static string? Problem(
        Decision decision, StageRecord stage, RoleDefinition? role, ApprovalEvidence evidence, string digest, SigningKeys keys)
    {
        if (!DecisionMac.Verify(decision, keys)) return $"the decision of {decision.Person} was not signed by the gateway";
        if (!SameText(decision.Digest, digest)) return $"{decision.Person} was shown something else";
        if (decision.At >= evidence.Consent.ExpiresAt) return $"{decision.Person} decided after the request had expired";
        return StageEligibility.Of(decision.Person, stage, role, evidence.Consent.Conflicted, evidence.Identities).Kind switch
        {
            StageStandingKind.Member or StageStandingKind.Coverage => null,
            StageStandingKind.Conflicted => $"{decision.Person} has a conflict of interest",
            StageStandingKind.Undetermined => $"role {stage.Definition.Role} could not be looked up",
            _ => $"{decision.Person} may no longer decide for {stage.Definition.Role}",
        };
    }

    // Where the catalog says majority, a denial is a vote; whoever is not sure whose vote it was counts it all the same.
    private static bool IsVeto(Decision denial, ApprovalEvidence evidence)
    {
        var stages = evidence.Consent.Path!.Stages;
        if (denial.Stage.Ordinal < 1 || denial.Stage.Ordinal > stages.Count) return true;
        var denials = evidence.Decisions.Where(d => d.Verdict == Verdict.Deny && d.Stage == denial.Stage).Select(d => evidence.Identities.Human(d.Person)).Distinct().Count();
        return denials >= StageTally.DenialsNeeded(stages[denial.Stage.Ordinal - 1]);
    }

    private static bool IsOfThisRevision(StageKey key, ConsentRecord consent) => key.Request == consent.Request && key.Revision == consent.Revision;

    private static bool SameText(string one, string? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static ApprovalFinding Refused(string why) => new(why, []);
}
