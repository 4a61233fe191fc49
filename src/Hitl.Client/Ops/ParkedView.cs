namespace Hitl.Client.Ops;

/// <summary>A request that waits in front of ops.</summary>
/// <param name="Request">The request.</param>
/// <param name="Action">Its action.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="AmountText">The amount as people write it; null without one.</param>
/// <param name="Step">The step, or its compensation, that could not be finished.</param>
/// <param name="IsCompensation">Whether it is the undoing.</param>
/// <param name="Reason">Why it waits, in one sentence.</param>
/// <param name="Owner">Role or team that owns it.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record ParkedView(
    string Request,
    string Action,
    string Actor,
    string? AmountText,
    string Step,
    bool IsCompensation,
    string Reason,
    string Owner,
    DateTimeOffset Since)
{
    /// <summary>When it is overdue and everybody of ops is asked, UTC.</summary>
    public DateTimeOffset DueAt { get; init; }
}
