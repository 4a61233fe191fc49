using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Targets;

/// <summary>What an operation answers, and the effect it had.</summary>
/// <param name="Stored">Whether the answer is kept for the key; answers to calls that never started are not.</param>
internal sealed record TargetReply(int Status, JsonObject Body, TargetEffect? Effect = null, bool Stored = true);
