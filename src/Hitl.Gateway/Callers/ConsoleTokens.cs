using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;

namespace Hitl.Gateway.Callers;

/// <summary>What the console's pages call the API with: one person, one minute, and when that person signed in.</summary>
internal sealed class ConsoleTokens(SigningKeys keys, TimeProvider clock)
{
    private const string Prefix = "hc1";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    public string Mint(PersonId person, DateTimeOffset signedInAt)
    {
        var name = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(person.Value));
        var expires = (clock.GetUtcNow() + Life).ToUnixTimeSeconds();
        var body = string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{keys.ActiveId}.{name}.{signedInAt.ToUnixTimeSeconds()}.{expires}");
        return body + "." + keys.Sign(Message(body));
    }

    /// <summary>Reads a token; null when it is none of ours or has expired.</summary>
    public SignedInPerson? Read(string text)
    {
        if (text.Split('.') is not [Prefix, var keyId, var name, var since, var until, var mac]) return null;
        if (!keys.Verify(keyId, Message(text[..text.LastIndexOf('.')]), mac)) return null;
        return Seconds(until) > clock.GetUtcNow() ? new(new PersonId(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(name))), Seconds(since)) : null;
    }

    // Another prefix inside the MAC than cards and decisions have: none of them can be mistaken for the other.
    private static byte[] Message(string body) => Encoding.ASCII.GetBytes("hitl-console-v1\0" + body);

    private static DateTimeOffset Seconds(string text) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));
}
