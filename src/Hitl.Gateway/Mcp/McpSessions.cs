using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hitl.Escalations.Keys;
using Hitl.Gateway.Callers;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Mcp;

/// <summary>Names of sessions: random, signed, bound to one principal. Nothing is kept, so a restart or another gateway knows them as well.</summary>
internal sealed class McpSessions(SigningKeys keys, IOptions<McpOptions> options, TimeProvider clock)
{
    private const string Prefix = "ms1";

    public string Begin(Caller caller)
    {
        var expires = (clock.GetUtcNow() + options.Value.SessionLife).ToUnixTimeSeconds();
        var body = string.Create(CultureInfo.InvariantCulture, $"{Prefix}.{keys.ActiveId}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16))}.{expires}");
        return body + "." + keys.Sign(Message(body, caller));
    }

    /// <summary>Whether this is a session of this caller that has not ended. Another principal's, a guess and an old one look the same.</summary>
    public bool Knows(string session, Caller caller) =>
        session.Length <= 256 && session.Split('.') is [Prefix, var keyId, _, var until, var mac]
        && keys.Verify(keyId, Message(session[..session.LastIndexOf('.')], caller), mac)
        && DateTimeOffset.FromUnixTimeSeconds(long.Parse(until, CultureInfo.InvariantCulture)) > clock.GetUtcNow();

    // The principal is inside the MAC and not in the name: somebody else's name fails without saying whose it is.
    private static byte[] Message(string body, Caller caller) => Encoding.UTF8.GetBytes($"hitl-mcp-session-v1\0{caller.By}\0{body}");
}
