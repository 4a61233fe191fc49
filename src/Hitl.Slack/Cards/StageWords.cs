using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;

namespace Hitl.Slack.Cards;

/// <summary>How many must agree, of whom, and what one denial does, in sentences.</summary>
internal static class StageWords
{
    /// <summary>What is needed, beside how many have approved.</summary>
    public static string Needed(CardFace face, int approvals)
    {
        if (face.Quorum <= 1) return "One approval is enough.";
        var denials = face.Decisions.Count(decision => decision.Stage == face.Key.Stage && decision.Verdict == Verdict.Deny);
        var have = face.ByMajority ? $"{approvals - denials} have, {denials} denied" : $"{approvals} have";
        return face.Shares.Count > 0 ? $"{Each(face)} must approve; {have}." : $"{face.Quorum} people must approve; {have}.";
    }

    /// <summary>What an approval leads to.</summary>
    public static string Approve(CardFace face) => face switch
    {
        { Shares.Count: > 0 } => $"once {Each(face)} have approved, exactly this runs",
        { Quorum: > 1 } => $"once {face.Quorum} people have approved, exactly this runs",
        _ => "exactly this runs at once",
    };

    /// <summary>What a denial leads to.</summary>
    public static string Deny(CardFace face) => face is { ByMajority: true, Quorum: > 1 }
        ? $"your vote and your reason are kept, and once {face.Quorum} people have denied nothing runs"
        : "nothing runs and the agent gets your reason";

    private static string Each(CardFace face) => string.Join(" and ", face.Shares.Select(share => $"{share.Quorum} of {CardWords.Plain(share.Role.Value)}"));
}
