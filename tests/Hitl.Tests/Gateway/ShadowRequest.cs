using Hitl.Escalations.Ids;

namespace Hitl.Tests.Gateway;

/// <summary>A request decided on paper only, with everything somebody would need to decide it if that were possible.</summary>
/// <param name="Id">The request.</param>
/// <param name="Key">The idempotency key it was asked under.</param>
/// <param name="Digest">The digest its consent record would have.</param>
/// <param name="Token">A card's token for it, signed with the real keys.</param>
internal sealed record ShadowRequest(RequestId Id, string Key, string Digest, string Token);
