using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;

namespace Hitl.Governance.Scope;

/// <summary>Which lines are wanted; what is not set does not filter.</summary>
/// <param name="Actor">Only what this actor may do.</param>
/// <param name="Action">Only this action.</param>
/// <param name="Amount">Only rules whose range holds this amount.</param>
public sealed record ScopeFilter(ActorId? Actor, ActionName? Action, Money? Amount);
