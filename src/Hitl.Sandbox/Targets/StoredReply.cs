using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Targets;

/// <summary>The answer kept for an idempotency key.</summary>
/// <param name="Fingerprint">Operation and parameters; the same key with others is refused.</param>
/// <param name="ReadyAt">Until then the key is answered with "in progress".</param>
internal sealed record StoredReply(string Fingerprint, int Status, JsonObject Body, DateTimeOffset At, DateTimeOffset ReadyAt);
