namespace Hitl.Workflows.Execution;

/// <summary>What one round of tries on a step has seen. A round begins with the step and again with each replay by ops.</summary>
/// <remarks>Losing it is safe: the effect's stored status decides whether anything may be sent; this only paces and bounds the tries.</remarks>
public sealed record StepProgress
{
    /// <summary>Sends counted in the store when the round began.</summary>
    public int SendsBefore { get; init; }

    /// <summary>Sends of this round whose outcome stayed unknown. After 3 no more is sent: the same stored error would come back.</summary>
    public int UnknownSends { get; init; }

    /// <summary>Look-ups of this round that the target could not answer.</summary>
    public int FailedLookUps { get; init; }

    /// <summary>First look-up after the last send that found nothing, UTC; null before one.</summary>
    public DateTimeOffset? NotFoundSince { get; init; }

    /// <summary>Latest look-up after the last send that found nothing, UTC; null before one.</summary>
    public DateTimeOffset? NotFoundAt { get; init; }

    /// <summary>Since when the target says that it is under way, UTC; null when it does not.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>Readings of the guarded state in this round that the target did not answer.</summary>
    public int FailedReadings { get; init; }

    /// <summary>Whether the target must be asked before anything is sent, whatever is known: set for a replay by ops.</summary>
    public bool LooksUpFirst { get; init; }

    /// <summary>The round that ops begin by a replay.</summary>
    /// <param name="sends">Sends counted so far.</param>
    public static StepProgress Replay(int sends) => new() { SendsBefore = sends, LooksUpFirst = true };
}
