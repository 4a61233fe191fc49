namespace Hitl.Escalations.Reservations;

/// <summary>What an evaluation knew beside catalog and request: how limits stood and which other requests were under way. Stored with it, so that it can be repeated.</summary>
/// <param name="Limits">How each limit stood.</param>
/// <param name="Conflicts">Other requests about the same subject.</param>
public sealed record EvaluationFacts(IReadOnlyList<LimitStanding> Limits, IReadOnlyList<ConflictingRequest> Conflicts)
{
    /// <summary>Nothing beside catalog and request.</summary>
    public static EvaluationFacts None { get; } = new([], []);
}
