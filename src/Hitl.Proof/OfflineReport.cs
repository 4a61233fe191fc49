namespace Hitl.Proof;

/// <summary>What the verification of an exported file found.</summary>
/// <param name="Chain">What it found of the chain; findings about lines name the line as their sequence.</param>
/// <param name="Bytes">How many bytes of the file were read.</param>
/// <param name="IsWhole">False when the file is no whole export: another file, filtered, or cut off while it was written.</param>
public sealed record OfflineReport(VerifyReport Chain, long Bytes, bool IsWhole)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsIntact => Chain.IsIntact;
}
