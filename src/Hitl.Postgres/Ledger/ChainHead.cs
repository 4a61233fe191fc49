using Hitl.Proof;

namespace Hitl.Postgres.Ledger;

/// <summary>The last sealed place of a chain; the empty chain has sequence 0.</summary>
internal sealed record ChainHead(long Sequence, byte[] Link, DateTimeOffset At)
{
    public static ChainHead Empty { get; } = new(0, LedgerHash.Origin, DateTimeOffset.UnixEpoch);

    public string Hex => Convert.ToHexStringLower(Link);
}
