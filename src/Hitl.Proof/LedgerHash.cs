using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Proof;

/// <summary>The hashes of the ledger, computed without the database: what <c>audit.hash_event</c> computes, and the links of the chain.</summary>
internal static class LedgerHash
{
    /// <summary>What the first link follows.</summary>
    public static byte[] Origin => new byte[SHA256.HashSizeInBytes];

    /// <summary>The leaf of a row: SHA-256 over netstrings of every field, so that no two different rows share a text.</summary>
    public static byte[] Leaf(LedgerRow row)
    {
        var text = new StringBuilder("hitl-ledger-v1\n");
        Field(text, row.No.ToString(CultureInfo.InvariantCulture));
        Field(text, row.Id.ToString("D"));
        Field(text, Microseconds(row.At));
        Field(text, row.Kind);
        Field(text, row.Request);
        Field(text, row.Revision.ToString(CultureInfo.InvariantCulture));
        Field(text, row.By);
        Field(text, row.OnBehalfOf);
        Field(text, row.Actor);
        Field(text, row.Customer);
        Field(text, row.Summary);
        Field(text, row.Body);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>A link of the chain: SHA-256 over the link before, the leaf, and everything else the seal says.</summary>
    public static byte[] Link(byte[] previous, Seal seal)
    {
        var text = new StringBuilder("hitl-seal-v1\n");
        Field(text, seal.Chain);
        Field(text, seal.Sequence.ToString(CultureInfo.InvariantCulture));
        Field(text, seal.EventId.ToString("D"));
        Field(text, Microseconds(seal.EventAt));
        Field(text, Microseconds(seal.At));
        Field(text, seal.Stepped ? "t" : "f");
        Field(text, seal.Epoch.ToString(CultureInfo.InvariantCulture));
        var meta = Encoding.UTF8.GetBytes(text.ToString());
        var input = new byte[previous.Length + seal.Leaf.Length + meta.Length];
        previous.CopyTo(input, 0);
        seal.Leaf.CopyTo(input, previous.Length);
        meta.CopyTo(input, previous.Length + seal.Leaf.Length);
        return SHA256.HashData(input);
    }

    /// <summary>Microseconds since the Unix epoch, as the database counts them.</summary>
    public static string Microseconds(DateTimeOffset at) =>
        ((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static void Field(StringBuilder text, string? value)
    {
        if (value is null) text.Append("-,");
        else text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value},");
    }
}
