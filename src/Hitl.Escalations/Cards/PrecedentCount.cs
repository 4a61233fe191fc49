namespace Hitl.Escalations.Cards;

/// <summary>How people decided earlier requests for the same action with a similar amount. Evidence, never permission.</summary>
/// <param name="Approved">Approved, whatever came of it later.</param>
/// <param name="Denied">Denied.</param>
/// <param name="Undecided">Ended without a decision: expired or withdrawn.</param>
public sealed record PrecedentCount(int Approved, int Denied, int Undecided)
{
    /// <summary>All of them.</summary>
    public int Total => Approved + Denied + Undecided;
}
