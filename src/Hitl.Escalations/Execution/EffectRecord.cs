namespace Hitl.Escalations.Execution;

/// <summary>An effect as stored.</summary>
/// <param name="Key">Which effect.</param>
/// <param name="Status">What is known.</param>
/// <param name="IdempotencyKey">The key every send carries.</param>
/// <param name="Digest">Digest of the consent record it runs under.</param>
/// <param name="Attempts">Sends so far.</param>
/// <param name="FirstSentAt">When the first send was intended, UTC.</param>
/// <param name="Reference">The target's own reference once done.</param>
/// <param name="Detail">What the target said, at most 500 characters; credentials masked.</param>
public sealed record EffectRecord(
    EffectKey Key,
    EffectStatus Status,
    string IdempotencyKey,
    string Digest,
    int Attempts,
    DateTimeOffset FirstSentAt,
    string? Reference,
    string? Detail);
