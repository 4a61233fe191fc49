using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Proof;

/// <summary>What the ledger says of rows that expired: their places in the chain, how many, and a digest over place and leaf of each.</summary>
internal sealed record ExpiryCertificate(IReadOnlyList<(long First, long Last)> Places, long Rows, string Digest)
{
    public const string Kind = "records.expired";

    /// <summary>Reads the certificate of a row; null when the row is none, or none that can be read.</summary>
    public static ExpiryCertificate? Read(LedgerRow row)
    {
        if (row.Kind != Kind) return null;
        try
        {
            var body = JsonNode.Parse(row.Body)!.AsObject();
            var places = ((string)body["places"]!).Split(',').Select(Run).ToList();
            return new(places, (long)body["rows"]!, (string)body["digest"]!);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The rows that are gone without a certificate that names exactly them and all of them.</summary>
    public static IEnumerable<MissingRow> Unexplained(IReadOnlyList<MissingRow> missing, IReadOnlyList<ExpiryCertificate> certificates)
    {
        var left = missing.ToDictionary(row => row.Sequence);
        foreach (var certificate in certificates)
        {
            var named = certificate.Among(missing);
            if (named.Count != certificate.Rows || Hash(named) != certificate.Digest) continue;
            foreach (var row in named) left.Remove(row.Sequence);
        }

        return left.Values.OrderBy(row => row.Sequence);
    }

    /// <summary>The missing rows at the certificate's places; both are ascending.</summary>
    private List<MissingRow> Among(IReadOnlyList<MissingRow> missing)
    {
        var (found, at) = (new List<MissingRow>(), 0);
        foreach (var (first, last) in Places)
        {
            while (at < missing.Count && missing[at].Sequence < first) at++;
            for (; at < missing.Count && missing[at].Sequence <= last; at++) found.Add(missing[at]);
        }

        return found;
    }

    private static string Hash(IEnumerable<MissingRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows) hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.Sequence}:{row.Leaf}\n")));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (long First, long Last) Run(string text)
    {
        var ends = text.Split('-').Select(end => long.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        return (ends[0], ends[^1]);
    }
}
