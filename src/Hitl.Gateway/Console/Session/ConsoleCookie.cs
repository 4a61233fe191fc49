using System.Globalization;
using System.Security.Claims;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Callers;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Console.Session;

/// <summary>The console's session: who signed in and when, made anew at every sign-in. What they may do is asked at every call, not kept here.</summary>
internal sealed class ConsoleCookie(IOptions<ConsoleOptions> console, TimeProvider clock) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public const string Scheme = "hitl-console";
    public const string Policy = "console";
    private const string SignedInAt = "signed_in_at";

    /// <summary>The session's content.</summary>
    public static ClaimsPrincipal Principal(PersonId person, DateTimeOffset now) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, person.Value), new(SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))], Scheme));

    /// <summary>Who is signed in; null for nobody.</summary>
    public static SignedInPerson? Read(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } id && long.TryParse(principal.FindFirstValue(SignedInAt), CultureInfo.InvariantCulture, out var seconds)
            ? new(new PersonId(id), DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name == Scheme) Configure(options);
    }

    public void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "hitl-console";
        options.Cookie.HttpOnly = true;
        // Lax: Slack's redirect back is a cross-site navigation, which a strict cookie would not survive.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = console.Value.PublicUrl.Scheme == "https" ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = console.Value.SessionLength;
        options.SlidingExpiration = false;
        options.TimeProvider = clock;
        options.LoginPath = "/console/sign-in";
        options.AccessDeniedPath = "/console/sign-in";
        options.ReturnUrlParameter = "return";
    }
}
