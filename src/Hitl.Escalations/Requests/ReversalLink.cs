using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Requests;

/// <summary>A request that undoes another.</summary>
/// <param name="Request">The request that undoes.</param>
/// <param name="State">Where it stands.</param>
public sealed record ReversalLink(RequestId Request, RequestState State)
{
    /// <summary>Whether it stands in the way of another undoing: it is under way, or it was done.</summary>
    public bool Holds => State is RequestState.Received or RequestState.Deciding or RequestState.Approved or RequestState.Executing or RequestState.Compensating
        or RequestState.WaitingForOps or RequestState.Executed;
}
