using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Sandbox.Targets.Webhooks;

/// <summary>Checks signatures by the Standard Webhooks specification: v1, HMAC-SHA256 over "{id}.{timestamp}.{body}", base64.</summary>
internal static class WebhookSignature
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="secret"><c>whsec_</c> and base64.</param>
    /// <param name="signatures">The webhook-signature header: one or more, separated by spaces.</param>
    /// <returns>Null when it is genuine, else what is wrong.</returns>
    public static string? Check(string secret, string id, string timestamp, string signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (id.Length == 0 || timestamp.Length == 0 || signatures.Length == 0) return "webhook_headers_missing";
        if (!long.TryParse(timestamp, CultureInfo.InvariantCulture, out var seconds)) return "webhook_timestamp_invalid";
        if ((now - DateTimeOffset.UnixEpoch - TimeSpan.FromSeconds(seconds)).Duration() > Tolerance) return "webhook_timestamp_out_of_tolerance";
        var expected = Encoding.UTF8.GetBytes(Sign(secret, id, timestamp, body));
        return signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected))
            ? null
            : "webhook_signature_mismatch";
    }

    public static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body]));
    }
}
