using Hitl.Escalations.Execution;

namespace Hitl.Escalations.Reservations;

/// <summary>What an evaluation knew beside catalog and request: how limits stood and which other requests were under way. Stored with it, so that it can be repeated.</summary>
/// <param name="Limits">How each limit stood.</param>
/// <param name="Conflicts">Other requests about the same subject.</param>
public sealed record EvaluationFacts(IReadOnlyList<LimitStanding> Limits, IReadOnlyList<ConflictingRequest> Conflicts)
{
    /// <summary>What guards read; empty for an action without any, and where nothing was asked.</summary>
    public IReadOnlyList<GuardReading> Guards { get; init; } = [];

    /// <summary>Why the undoing of the action is in doubt, as a clause; null while its proof counts or the catalog does not mind.</summary>
    public string? UndoingInDoubt { get; init; }

    /// <summary>Nothing beside catalog and request.</summary>
    public static EvaluationFacts None { get; } = new([], []);
}
