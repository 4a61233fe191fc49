using System.Net.Http.Headers;
using System.Text.Json;
using Hitl.Gateway.Slack;
using Hitl.Postgres.Access;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Console.Session;

/// <summary>Sign in with Slack: Slack says which user of which workspace it is; the catalog says which person that user is.</summary>
/// <remarks>Source: Slack, “Sign in with Slack”. The user id decides, never the e-mail address, which people can edit.</remarks>
internal sealed class SlackSignIn(IOptions<ConsoleOptions> console, IOptions<SlackDoorOptions> slack, SlackPeople people, SignIns signIns, TimeProvider clock)
    : IConfigureNamedOptions<OAuthOptions>
{
    public const string Scheme = "slack";
    private const string UserId = "https://slack.com/user_id";
    private const string TeamId = "https://slack.com/team_id";

    public void Configure(string? name, OAuthOptions options)
    {
        if (name == Scheme) Configure(options);
    }

    public void Configure(OAuthOptions options)
    {
        options.SignInScheme = ConsoleCookie.Scheme;
        // The handler insists on an id; without a configured one the sign-in page offers no sign-in.
        options.ClientId = console.Value.ClientId.Length > 0 ? console.Value.ClientId : "not-configured";
        options.ClientSecret = console.Value.ClientSecret.Length > 0 ? console.Value.ClientSecret : "not-configured";
        options.AuthorizationEndpoint = console.Value.AuthorizationEndpoint.ToString();
        options.TokenEndpoint = console.Value.TokenEndpoint.ToString();
        options.UserInformationEndpoint = console.Value.UserInfoEndpoint.ToString();
        options.CallbackPath = "/console/signed-in";
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.TimeProvider = clock;
        options.Events.OnRedirectToAuthorizationEndpoint = context =>
        {
            context.Response.Redirect($"{context.RedirectUri}&team={Uri.EscapeDataString(slack.Value.TeamId)}");
            return Task.CompletedTask;
        };
        options.Events.OnCreatingTicket = IdentifyAsync;
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/console/sign-in?failed=" + (context.Failure is UnknownPersonException ? "unknown" : "slack"));
            return Task.CompletedTask;
        };
    }

    private async Task IdentifyAsync(OAuthCreatingTicketContext context)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        using var answer = await context.Backchannel.SendAsync(call, context.HttpContext.RequestAborted);
        answer.EnsureSuccessStatusCode();
        using var user = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
        var id = Text(user.RootElement, UserId);
        var team = Text(user.RootElement, TeamId);
        var person = id is null || team is null ? null : await people.FindAsync(id, team, context.HttpContext.RequestAborted);
        if (person is null) throw new UnknownPersonException();
        var now = clock.GetUtcNow();
        await signIns.RecordAsync(person.Id, now, context.HttpContext.RequestAborted);
        context.Principal = ConsoleCookie.Principal(person.Id, now);
    }

    private static string? Text(JsonElement user, string name) =>
        user.ValueKind == JsonValueKind.Object && user.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
