using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hitl.Sandbox.Slack.SignIn;

/// <summary>Codes (ten minutes, one use) and the access tokens they were exchanged for. In memory.</summary>
internal sealed class SignInCodes(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SignInCode> _codes = [];
    private readonly Dictionary<string, string> _tokens = [];

    /// <summary>Signs id tokens; new with every start, as nothing outlives it.</summary>
    public RSA Key { get; } = RSA.Create(2048);

    public string Issue(string user, string redirectUri, string? nonce, string? challenge)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        lock (_gate)
        {
            _codes[code] = new(user, redirectUri, nonce, challenge, clock.GetUtcNow());
        }

        return code;
    }

    /// <summary>Uses a code up.</summary>
    /// <returns>The code and a new access token, or Slack's error.</returns>
    public (SignInCode? Code, string Token, string? Error) Exchange(string? code, string? redirectUri, string? verifier)
    {
        lock (_gate)
        {
            if (code is null || !_codes.Remove(code, out var issued)) return (null, "", "invalid_code");
            if (clock.GetUtcNow() - issued.Issued > Life) return (null, "", "code_expired");
            if (redirectUri != issued.RedirectUri) return (null, "", "bad_redirect_uri");
            if (issued.Challenge is not null && issued.Challenge != Challenge(verifier ?? "")) return (null, "", "invalid_code_verifier");
            var token = "xoxp-local-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            _tokens[token] = issued.User;
            return (issued, token, null);
        }
    }

    public string? UserOf(string token)
    {
        lock (_gate)
        {
            return _tokens.GetValueOrDefault(token);
        }
    }

    public void Dispose() => Key.Dispose();

    private static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
