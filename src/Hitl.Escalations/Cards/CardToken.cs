using System.Globalization;
using System.Text;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Stages;

namespace Hitl.Escalations.Cards;

/// <summary>What a card's button carries: stage, digest and expiry under a MAC. It identifies; it never authorises.</summary>
/// <param name="Stage">The stage the card belongs to.</param>
/// <param name="Digest">First 32 hex digits of the consent digest shown.</param>
/// <param name="ExpiresAt">After this the token is refused, UTC, to the second.</param>
public sealed record CardToken(StageKey Stage, string Digest, DateTimeOffset ExpiresAt)
{
    /// <summary>How many hex digits of the digest a token carries: enough that no other record can be found for it.</summary>
    public const int DigestLength = 32;

    private static readonly long LatestSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Writes and signs the token: at most 160 characters, within every limit of a Slack button.</summary>
    public string Mint(SigningKeys keys)
    {
        var body = Body(keys.ActiveId);
        return body + "." + keys.Sign(Encoding.ASCII.GetBytes(body));
    }

    /// <summary>Reads a token; null when its form or signature is wrong. Expiry is the caller's to check.</summary>
    public static CardToken? Read(string? text, SigningKeys keys)
    {
        if (text is null || text.Length > 400 || !Ascii.IsValid(text)) return null;
        var parts = text.Split('.');
        if (parts is not ["c1", var keyId, var request, var revision, var ordinal, var digest, var expiry, var mac]) return null;
        if (!keys.Verify(keyId, Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), mac)) return null;
        return RequestId.IsWellFormed(request) && digest.Length == DigestLength
            && Number(revision, int.MaxValue, out var rev) && Number(ordinal, int.MaxValue, out var ord) && Number(expiry, LatestSecond, out var seconds)
            ? new(new(new(request), (int)rev, (int)ord), digest, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }

    private static bool Number(string text, long most, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;

    private string Body(string keyId) =>
        string.Create(CultureInfo.InvariantCulture, $"c1.{keyId}.{Stage.Request}.{Stage.Revision}.{Stage.Ordinal}.{Digest[..DigestLength]}.{ExpiresAt.ToUnixTimeSeconds()}");
}
