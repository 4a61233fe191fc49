using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Slack.Signing;

/// <summary>Signs and checks Slack's callbacks: HMAC-SHA256 over <c>v0:timestamp:body</c>.</summary>
/// <remarks>Source: Slack, “Verifying requests from Slack”.</remarks>
public static class SlackSignature
{
    /// <summary>Header with the time of signing, in whole seconds since the Unix epoch.</summary>
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    /// <summary>Header with the signature, <c>v0=</c> and 64 lower-case hex digits.</summary>
    public const string SignatureHeader = "X-Slack-Signature";

    /// <summary>How far the time of signing may lie from now, in either direction: 300 s.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    private const int SignatureLength = 67;

    /// <summary>Tells whether Slack signed this callback, recently enough to trust.</summary>
    /// <param name="timestamp">Value of <see cref="TimestampHeader"/>; null when the header is missing or came twice.</param>
    /// <param name="signature">Value of <see cref="SignatureHeader"/>; null when the header is missing or came twice.</param>
    /// <param name="body">The raw bytes as received, before any form or JSON decoding.</param>
    /// <param name="secrets">Signing secrets that count: the current one, and during a rotation the previous one.</param>
    /// <param name="now">The receiver's clock, UTC.</param>
    /// <returns><see langword="false"/> on any mismatch; never throws for bad input from the network.</returns>
    /// <remarks>The comparison takes the same time wherever the first difference is.</remarks>
    public static bool Verify(string? timestamp, string? signature, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        if (timestamp is null || signature is not { Length: SignatureLength } || !Ascii.IsValid(signature)) return false;
        if (!IsRecent(timestamp, now)) return false;
        var given = Encoding.ASCII.GetBytes(signature);
        var valid = false;
        // Every secret is tried, so that timing does not tell which one is in force.
        foreach (var secret in secrets)
            valid |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(timestamp, body, secret)), given);
        return valid;
    }

    /// <summary>Makes the signature Slack would send: <c>v0=</c> and 64 lower-case hex digits.</summary>
    /// <param name="timestamp">Seconds since the Unix epoch, as sent.</param>
    /// <param name="body">The raw bytes.</param>
    /// <param name="secret">The signing secret, used as UTF-8.</param>
    public static string Sign(string timestamp, ReadOnlySpan<byte> body, string secret)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        mac.AppendData(body);
        return "v0=" + Convert.ToHexStringLower(mac.GetHashAndReset());
    }

    private static bool IsRecent(string timestamp, DateTimeOffset now) =>
        timestamp.Length is > 0 and <= 12
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= (long)Window.TotalSeconds;
}
