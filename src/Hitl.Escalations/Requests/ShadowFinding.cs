using Hitl.Escalations.Consent;

namespace Hitl.Escalations.Requests;

/// <summary>The request was only decided on paper. Without a consent record there is nothing that a grant could be issued for, by any door.</summary>
/// <param name="Why">Which part of the catalog is in shadow: the actor, its version or the action.</param>
/// <param name="WouldShow">What people would have been shown and what would have run; null when it would have been refused. It has no digest.</param>
public sealed record ShadowFinding(string Why, ConsentRecord? WouldShow);
