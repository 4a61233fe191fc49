using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Counts a stage: distinct approvals fill its seats; one denial settles it, or as many as that where the catalog says majority.</summary>
public static class StageTally
{
    /// <summary>Tells how the decisions settle the stage, or <see cref="StageStatus.Open"/>.</summary>
    /// <param name="definition">The stage.</param>
    /// <param name="decisions">Decisions of this stage in the order committed; only the first per human counts.</param>
    /// <param name="identities">Which ids belong to one human; null when every id is a human of its own.</param>
    public static StageStatus Count(StageDefinition definition, IEnumerable<Decision> decisions, IdentityGraph? identities = null)
    {
        var known = identities ?? IdentityGraph.None;
        var approvals = new List<Decision>();
        var denials = 0;
        foreach (var decision in decisions.DistinctBy(d => known.Human(d.Person)))
        {
            if (decision.Verdict == Verdict.Deny)
            {
                if (++denials >= DenialsNeeded(definition)) return StageStatus.Denied;
                continue;
            }

            approvals.Add(decision);
            if (IsFull(definition, approvals)) return StageStatus.Approved;
        }

        return StageStatus.Open;
    }

    /// <summary>How many distinct people must deny before the stage is denied.</summary>
    public static int DenialsNeeded(StageDefinition definition) => definition.ByMajority ? Math.Max(1, definition.Quorum) : 1;

    private static bool IsFull(StageDefinition definition, List<Decision> approvals) => definition.Shares is { } shares
        ? StageSeats.Filled(shares, [.. approvals.Select(approval => approval.Seats ?? [])]) >= definition.Quorum
        : approvals.Count >= definition.Quorum;
}
