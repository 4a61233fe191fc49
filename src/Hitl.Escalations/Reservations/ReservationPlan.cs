namespace Hitl.Escalations.Reservations;

/// <summary>Everything a request reserves before it is decided; made from catalog and request alone.</summary>
/// <param name="Claims">Parts of limits.</param>
/// <param name="Subjects">What it is about.</param>
public sealed record ReservationPlan(IReadOnlyList<LimitClaim> Claims, IReadOnlyList<SubjectClaim> Subjects)
{
    /// <summary>Nothing to reserve.</summary>
    public static ReservationPlan None { get; } = new([], []);

    /// <summary>Whether there is nothing to reserve.</summary>
    public bool IsEmpty => Claims.Count + Subjects.Count == 0;
}
