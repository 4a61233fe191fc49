using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Escalations.Cards;

/// <summary>Another request for the same customer.</summary>
/// <param name="Id">Which.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Amount">Its amount; null when it has none.</param>
/// <param name="State">Where it stands; one that has not ended conflicts.</param>
public sealed record RelatedRequest(RequestId Id, ActionName Action, Money? Amount, RequestState State);
