using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hitl.Escalations.Consent;

/// <summary>The digest that binds cards, decisions, grants and effects to one consent record.</summary>
public static class ConsentDigest
{
    private static ReadOnlySpan<byte> Domain => "hitl-consent-v1\0"u8;

    /// <summary>Computes the digest: 64 lower-case hex digits.</summary>
    /// <remarks>Every property of the record takes part, because the canonical text is made from the serialised record itself.</remarks>
    public static string Of(ConsentRecord record)
    {
        var canonical = CanonicalJson.Write(JsonSerializer.SerializeToNode(record));
        return Convert.ToHexStringLower(SHA256.HashData([.. Domain, .. Encoding.UTF8.GetBytes(canonical)]));
    }
}
