using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Ops;

/// <summary>A workflow that waits in front of ops.</summary>
/// <param name="Request">The request.</param>
/// <param name="Step">The step, or its compensation, that could not be finished.</param>
/// <param name="IsCompensation">Whether it is the undoing.</param>
/// <param name="Reason">Why it waits, in one sentence.</param>
/// <param name="Owner">Role or team that owns it.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record ParkedStep(RequestId Request, string Step, bool IsCompensation, string Reason, string Owner, DateTimeOffset Since)
{
    /// <summary>How long it waits for its owner before everybody of ops is asked: 30 minutes.</summary>
    public static readonly TimeSpan Due = TimeSpan.FromMinutes(30);

    /// <summary>When it is overdue, UTC.</summary>
    public DateTimeOffset DueAt => Since + Due;
}
