using Hitl.Client.Ops;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;

namespace Hitl.Gateway.Ops;

/// <summary>Parked steps in the contract's words.</summary>
internal static class ParkedViews
{
    public static ParkedView Of(ParkedStep parked, StoredRequest stored) => new(
        parked.Request.Value, stored.Request.Action.Value, stored.Request.Actor.Value, stored.Request.Amount?.ToString(), parked.Step, parked.IsCompensation,
        parked.Reason, parked.Owner, parked.Since) { DueAt = parked.DueAt };
}
