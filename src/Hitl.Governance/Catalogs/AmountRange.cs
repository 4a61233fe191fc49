namespace Hitl.Governance.Catalogs;

/// <summary>An inclusive range of minor units.</summary>
/// <param name="Minimum">Least, at least 0.</param>
/// <param name="Maximum">Greatest.</param>
public sealed record AmountRange(long Minimum, long Maximum)
{
    /// <summary>Tells whether an amount lies within.</summary>
    public bool Contains(long minor) => Minimum <= minor && minor <= Maximum;
}
