using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Reservations;

/// <summary>Another request about the same subject that was there first and has not ended.</summary>
/// <param name="Conflict">The conflict's id in the catalog.</param>
/// <param name="Subject">The subject they share.</param>
/// <param name="Request">The other request.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Action">What it asks.</param>
/// <param name="Channel">The channel it came through.</param>
/// <param name="Amount">The money at stake in it, if any.</param>
/// <param name="Since">Since when it is under way, UTC.</param>
public sealed record ConflictingRequest(
    string Conflict, string Subject, RequestId Request, ActorId Actor, ActionName Action, string Channel, Money? Amount, DateTimeOffset Since)
{
    /// <summary>The other request in words.</summary>
    public override string ToString() => $"{Request}, {Action}{(Amount is null ? "" : $" of {Amount}")} by {Actor} through {Channel}";
}
