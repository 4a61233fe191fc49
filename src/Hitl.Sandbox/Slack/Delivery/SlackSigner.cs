using System.Security.Cryptography;
using System.Text;

namespace Hitl.Sandbox.Slack.Delivery;

/// <summary>Signs what Slack sends: v0, HMAC-SHA256 over "v0:{timestamp}:{raw body}".</summary>
/// <remarks>Source: Slack, “Verifying requests from Slack”.</remarks>
internal static class SlackSigner
{
    /// <param name="timestamp">Seconds since the Unix epoch, as sent in X-Slack-Request-Timestamp.</param>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        var prefix = Encoding.UTF8.GetBytes($"v0:{timestamp}:");
        return "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. prefix, .. body]));
    }
}
