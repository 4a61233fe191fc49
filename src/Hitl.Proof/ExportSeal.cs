namespace Hitl.Proof;

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

    /// <exception cref="FormatException">A hash is not lower-case hex: another spelling would be a change unseen.</exception>
    public Seal ToSeal()
    {
        var seal = new Seal(Chain, Sequence, EventId, EventAt, Convert.FromHexString(Leaf), At, Stepped, Epoch) { Link = Convert.FromHexString(Link) };
        return Of(seal) == this ? seal : throw new FormatException("A hash is not lower-case hex.");
    }
}
