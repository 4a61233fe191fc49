using Hitl.Escalations.Cards;
using Hitl.Escalations.Requests;

namespace Hitl.Governance.Cards;

/// <summary>A card ready to be shown.</summary>
/// <param name="Face">What it shows.</param>
/// <param name="SurfaceUser">The person's Slack user id; null for somebody who decides in the console only.</param>
/// <param name="Request">The request it is about.</param>
public sealed record ComposedCard(CardFace Face, string? SurfaceUser, StoredRequest Request);
