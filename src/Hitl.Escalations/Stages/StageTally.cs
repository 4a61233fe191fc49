using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Counts a stage: one denial settles it, distinct approvals fill the quorum.</summary>
public static class StageTally
{
    /// <summary>Tells how the decisions settle the stage, or <see cref="StageStatus.Open"/>.</summary>
    /// <param name="definition">The stage.</param>
    /// <param name="decisions">Decisions of this stage in the order committed; only the first per human counts.</param>
    /// <param name="identities">Which ids belong to one human; null when every id is a human of its own.</param>
    public static StageStatus Count(StageDefinition definition, IEnumerable<Decision> decisions, IdentityGraph? identities = null)
    {
        var known = identities ?? IdentityGraph.None;
        var approvals = 0;
        foreach (var decision in decisions.DistinctBy(d => known.Human(d.Person)))
        {
            if (decision.Verdict == Verdict.Deny) return StageStatus.Denied;
            if (++approvals >= definition.Quorum) return StageStatus.Approved;
        }

        return StageStatus.Open;
    }
}
