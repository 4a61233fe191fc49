using System.Buffers.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Hosting;
using Hitl.Sandbox.Slack.Driver;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.Page;

namespace Hitl.Sandbox.Slack.SignIn;

/// <summary>Sign in with Slack: the page where one says who one is, and the discovery documents.</summary>
internal static class SignInEndpoints
{
    public const string KeyId = "sandbox";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openid/connect/authorize", Choose);
        routes.MapGet("/openid/connect/approve", Approve);
        routes.MapGet("/openid/connect/keys", (SignInCodes codes) => DriverDesk.Json(Keys(codes)));
        routes.MapGet("/.well-known/openid-configuration", (SandboxAddress address) => DriverDesk.Json(Discovery(address.Base)));
    }

    private static IResult Choose(HttpContext context, Workspace workspace)
    {
        if (Refusal(context, workspace) is { } refusal) return refusal;
        var people = workspace.Users.Where(user => user is { IsBot: false, Deleted: false }).Select(user => Html.Of(
            $"<li><a href=\"/openid/connect/approve{context.Request.QueryString.Value}&amp;user={user.Id}\"><strong>{user.RealName}</strong><br>{user.Title}</a></li>"));
        return PageFrame.Send(context, PageFrame.Plain("Sign in with Slack", Html.Of(
            $"<p>Who are you? The local workspace asks for no password.</p><ul class=\"people\">{people}</ul>")));
    }

    private static IResult Approve(HttpContext context, string user, Workspace workspace, SignInCodes codes)
    {
        if (Refusal(context, workspace) is { } refusal) return refusal;
        if (workspace.User(user) is not { IsBot: false, Deleted: false }) return Results.BadRequest("No such person.");
        var query = context.Request.Query;
        var redirect = query["redirect_uri"].ToString();
        var code = codes.Issue(user, redirect, query["nonce"].FirstOrDefault(), query["code_challenge"].FirstOrDefault());
        var separator = redirect.Contains('?') ? '&' : '?';
        return Results.Redirect($"{redirect}{separator}code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private static IResult? Refusal(HttpContext context, Workspace workspace)
    {
        var query = context.Request.Query;
        if (query["client_id"] != workspace.App.ClientId) return Results.BadRequest("invalid_client_id");
        if (query["response_type"] != "code") return Results.BadRequest("response_type must be code");
        if (!query["scope"].ToString().Split(' ', ',').Contains("openid")) return Results.BadRequest("scope must contain openid");
        return Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out var redirect) && redirect.IsLoopback ? null : Results.BadRequest("bad_redirect_uri");
    }

    private static JsonObject Keys(SignInCodes codes)
    {
        var key = codes.Key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["kid"] = KeyId,
                ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        };
    }

    private static JsonObject Discovery(string baseAddress) => new()
    {
        ["issuer"] = baseAddress,
        ["authorization_endpoint"] = baseAddress + "/openid/connect/authorize",
        ["token_endpoint"] = baseAddress + "/api/openid.connect.token",
        ["userinfo_endpoint"] = baseAddress + "/api/openid.connect.userInfo",
        ["jwks_uri"] = baseAddress + "/openid/connect/keys",
        ["response_types_supported"] = new JsonArray("code"),
        ["scopes_supported"] = new JsonArray("openid", "profile", "email"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["subject_types_supported"] = new JsonArray("public"),
    };
}
