using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Hosting;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.SignIn;

/// <summary>openid.connect.token and openid.connect.userInfo, with Slack's claims.</summary>
internal sealed class SignInMethods : ISlackMethods
{
    private readonly Workspace _workspace;
    private readonly SignInCodes _codes;
    private readonly SandboxAddress _address;
    private readonly TimeProvider _clock;

    public SignInMethods(Workspace workspace, SignInCodes codes, SandboxAddress address, TimeProvider clock)
    {
        (_workspace, _codes, _address, _clock) = (workspace, codes, address, clock);
        Methods = new Dictionary<string, SlackMethod> { ["openid.connect.token"] = Token, ["openid.connect.userInfo"] = UserInfo };
    }

    public IReadOnlyDictionary<string, SlackMethod> Methods { get; }

    private SlackAnswer Token(SlackCall call)
    {
        var arguments = call.Arguments;
        if (arguments.Text("client_id") != _workspace.App.ClientId) return SlackAnswer.Fail("invalid_client_id");
        if (arguments.Text("client_secret") != _workspace.App.ClientSecret) return SlackAnswer.Fail("bad_client_secret");
        var (code, token, error) = _codes.Exchange(arguments.Text("code"), arguments.Text("redirect_uri"), arguments.Text("code_verifier"));
        if (code is null) return SlackAnswer.Fail(error!);
        return SlackAnswer.Ok(new()
        {
            ["access_token"] = token,
            ["token_type"] = "Bearer",
            ["id_token"] = IdToken(_workspace.User(code.User)!, code.Nonce),
            ["state"] = arguments.Text("state"),
        });
    }

    private SlackAnswer UserInfo(SlackCall call)
    {
        if (_codes.UserOf(call.Token) is not { } id || _workspace.User(id) is not { } user) return SlackAnswer.Fail("invalid_auth");
        return user.Deleted ? SlackAnswer.Fail("account_inactive") : SlackAnswer.Ok(Claims(user));
    }

    private JsonObject Claims(SlackUser user) => new()
    {
        ["sub"] = user.Id,
        ["https://slack.com/user_id"] = user.Id,
        ["https://slack.com/team_id"] = user.TeamId,
        ["https://slack.com/team_name"] = _workspace.App.TeamName,
        ["https://slack.com/team_domain"] = _workspace.App.TeamDomain,
        ["email"] = user.Email,
        ["email_verified"] = user.Email is not null,
        ["name"] = user.RealName,
        ["given_name"] = user.RealName.Split(' ')[0],
        ["family_name"] = user.RealName.Split(' ')[^1],
        ["locale"] = "en-US",
    };

    private string IdToken(SlackUser user, string? nonce)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = Claims(user);
        (claims["iss"], claims["aud"]) = (_address.Base, _workspace.App.ClientId);
        (claims["iat"], claims["auth_time"], claims["exp"]) = (now, now, now + 300);
        if (nonce is not null) claims["nonce"] = nonce;
        var signed = Part(new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = SignInEndpoints.KeyId }) + "." + Part(claims);
        var signature = _codes.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(WireJson.Write(json)));
}
