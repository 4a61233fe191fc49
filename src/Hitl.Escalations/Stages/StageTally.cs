using Hitl.Escalations.Decisions;

namespace Hitl.Escalations.Stages;

/// <summary>Counts a stage: one denial settles it, distinct approvals fill the quorum.</summary>
public static class StageTally
{
    /// <summary>Tells how the decisions settle the stage, or <see cref="StageStatus.Open"/>.</summary>
    /// <param name="definition">The stage.</param>
    /// <param name="decisions">Decisions of this stage in the order committed; only the first per person counts.</param>
    public static StageStatus Count(StageDefinition definition, IEnumerable<Decision> decisions)
    {
        var approvals = 0;
        foreach (var decision in decisions.DistinctBy(d => d.Person))
        {
            if (decision.Verdict == Verdict.Deny) return StageStatus.Denied;
            if (++approvals >= definition.Quorum) return StageStatus.Approved;
        }

        return StageStatus.Open;
    }
}
