namespace Hitl.Escalations.Execution;

/// <summary>What a guard read when a revision was asked.</summary>
/// <param name="Guard">The guard's name within the action.</param>
/// <param name="Value">The state; null when it could not be read.</param>
/// <param name="Detail">Why not, for people; empty when it was read.</param>
public sealed record GuardReading(string Guard, string? Value, string Detail)
{
    /// <summary>What the revision before was asked under; null when that was the same, or there was none.</summary>
    public string? Before { get; init; }
}
