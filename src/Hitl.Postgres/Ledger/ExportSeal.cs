namespace Hitl.Postgres.Ledger;

/// <summary>A seal as exported: everything its link covers, in text.</summary>
internal sealed record ExportSeal(
    string Chain, long Sequence, Guid EventId, DateTimeOffset EventAt, string Leaf, string Link, DateTimeOffset At, bool Stepped, long Epoch)
{
    public static ExportSeal Of(Seal seal) => new(
        seal.Chain,
        seal.Sequence,
        seal.EventId,
        seal.EventAt,
        Convert.ToHexStringLower(seal.Leaf),
        Convert.ToHexStringLower(seal.Link),
        seal.At,
        seal.Stepped,
        seal.Epoch);

    public Seal ToSeal() =>
        new(Chain, Sequence, EventId, EventAt, Convert.FromHexString(Leaf), At, Stepped, Epoch) { Link = Convert.FromHexString(Link) };
}
