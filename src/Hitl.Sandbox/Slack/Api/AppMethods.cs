using System.Text.Json.Nodes;
using Hitl.Sandbox.Hosting;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.SocketMode;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>Methods about the app itself: auth.test, apps.connections.open, oauth.v2.access, team.info, api.test.</summary>
internal sealed class AppMethods : ISlackMethods
{
    private readonly Workspace _workspace;
    private readonly SandboxAddress _address;
    private readonly SocketHub _sockets;
    private readonly TokenBook _tokens;

    public AppMethods(Workspace workspace, SandboxAddress address, SocketHub sockets, TokenBook tokens)
    {
        (_workspace, _address, _sockets, _tokens) = (workspace, address, sockets, tokens);
        Methods = new Dictionary<string, SlackMethod>
        {
            ["api.test"] = call => SlackAnswer.Ok(new() { ["args"] = WireJson.Copy(call.Arguments.Values) }),
            ["auth.test"] = _ => AuthTest(),
            ["team.info"] = _ => SlackAnswer.Ok(new() { ["team"] = Team() }),
            ["apps.connections.open"] = _ => SlackAnswer.Ok(new() { ["url"] = _sockets.NewUrl(_address.Base) }),
            ["oauth.v2.access"] = Install,
        };
    }

    public IReadOnlyDictionary<string, SlackMethod> Methods { get; }

    private SlackOptions App => _workspace.App;

    private SlackAnswer AuthTest() => SlackAnswer.Ok(new()
    {
        ["url"] = _address.Base + "/",
        ["team"] = App.TeamName,
        ["user"] = _workspace.User(App.BotUserId)?.Name,
        ["team_id"] = App.TeamId,
        ["user_id"] = App.BotUserId,
        ["bot_id"] = App.BotId,
        ["app_id"] = App.AppId,
        ["is_enterprise_install"] = false,
    });

    private SlackAnswer Install(SlackCall call)
    {
        if (call.Arguments.Text("client_id") != App.ClientId) return SlackAnswer.Fail("invalid_client_id");
        if (call.Arguments.Text("client_secret") != App.ClientSecret) return SlackAnswer.Fail("bad_client_secret");
        if (call.Arguments.Text("grant_type") == "refresh_token") return Rotate(call.Arguments.Text("refresh_token") ?? "");
        if (call.Arguments.Text("code") is null) return SlackAnswer.Fail("invalid_code");
        return SlackAnswer.Ok(new()
        {
            ["access_token"] = App.BotToken,
            ["token_type"] = "bot",
            ["scope"] = "chat:write,commands,im:write,users:read,users:read.email",
            ["bot_user_id"] = App.BotUserId,
            ["app_id"] = App.AppId,
            ["team"] = Team(),
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
        });
    }

    private SlackAnswer Rotate(string refresh) => _tokens.Refresh(refresh) is { } next
        ? SlackAnswer.Ok(new()
        {
            ["access_token"] = next.Access, ["refresh_token"] = next.Refresh, ["expires_in"] = TokenBook.Life, ["token_type"] = "bot",
            ["scope"] = "chat:write,commands,im:write,users:read,users:read.email", ["bot_user_id"] = App.BotUserId, ["app_id"] = App.AppId, ["team"] = Team(),
        })
        : SlackAnswer.Fail("invalid_refresh_token");

    private JsonObject Team() => new() { ["id"] = App.TeamId, ["name"] = App.TeamName, ["domain"] = App.TeamDomain };
}
