namespace Hitl.Proof;

/// <summary>A row's place in the chain. Its link covers the link before, the leaf and every other value here.</summary>
internal sealed record Seal(
    string Chain, long Sequence, Guid EventId, DateTimeOffset EventAt, byte[] Leaf, DateTimeOffset At, bool Stepped, long Epoch)
{
    /// <summary>The one chain of a deployment.</summary>
    public const string MainChain = "main";

    public byte[] Link { get; init; } = [];
}
