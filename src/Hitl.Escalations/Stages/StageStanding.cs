using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Stages;

/// <summary>Where a person stands towards one stage at one moment.</summary>
/// <param name="Kind">The standing.</param>
/// <param name="CoversFor">The member they cover for; null unless <see cref="StageStandingKind.Coverage"/>.</param>
public sealed record StageStanding(StageStandingKind Kind, PersonId? CoversFor)
{
    /// <summary>Whether a decision of this person counts.</summary>
    public bool MayDecide => Kind is StageStandingKind.Member or StageStandingKind.Coverage;
}
