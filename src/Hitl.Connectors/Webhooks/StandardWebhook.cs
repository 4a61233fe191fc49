using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Connectors.Webhooks;

/// <summary>Signs webhooks: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
/// <remarks>Source: Standard Webhooks specification 1.0, symmetric signatures (<c>v1</c>).</remarks>
internal static class StandardWebhook
{
    private const string Prefix = "whsec_";

    /// <summary>Tells whether a secret can sign: <c>whsec_</c> and the base64 of 24 to 64 bytes.</summary>
    public static bool IsSecret(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal)
        && Convert.TryFromBase64String(secret[Prefix.Length..], new byte[secret.Length], out var length)
        && length is >= 24 and <= 64;

    /// <summary>The <c>webhook-signature</c> header.</summary>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret[Prefix.Length..]));
        mac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")));
        mac.AppendData(body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }
}
