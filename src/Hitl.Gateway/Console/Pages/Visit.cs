using Hitl.Client;
using Hitl.Client.Problems;
using Hitl.Gateway.Console.Session;
using Hitl.Slack.SocketMode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hitl.Gateway.Console.Pages;

/// <summary>One person's look at one page: who they are, their way into the API, and what every page shows.</summary>
/// <param name="Who">Who is signed in, as the catalog has them now.</param>
/// <param name="Api">The API, as that person.</param>
/// <param name="SignedInAt">When they signed in, UTC.</param>
/// <param name="Now">The moment of the visit, UTC.</param>
/// <param name="FormToken">The hidden field that proves a form is ours.</param>
/// <param name="Path">Address of the page.</param>
/// <param name="SlackAlarm">What is wrong with the way from Slack, by code; null when nothing is known to be.</param>
public sealed record Visit(WhoAmI Who, HitlClient Api, DateTimeOffset SignedInAt, DateTimeOffset Now, string FormToken, string Path, string? SlackAlarm)
{
    /// <summary>Opens a page for whoever is signed in. A refusal of the API becomes a page that says so.</summary>
    internal static async Task<IResult> OpenAsync(HttpContext http, Func<Visit, Task<IResult>> show)
    {
        if (ConsoleCookie.Read(http.User) is not { } person) return TypedResults.Redirect("/console/sign-in");
        var services = http.RequestServices;
        var api = services.GetRequiredService<ConsoleApi>().For(person);
        try
        {
            var who = await api.WhoAmIAsync(http.RequestAborted);
            var token = services.GetRequiredService<ConsoleForms>().Token(http);
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
            return await show(new(who, api, person.SignedInAt, now, token, http.Request.Path + http.Request.QueryString, services.GetRequiredService<SocketModeHealth>().Alarm));
        }
        catch (HitlApiException refusal)
        {
            // Somebody the catalog no longer names is signed out in effect: every call of theirs is refused.
            if (refusal.Status == 401) return TypedResults.Redirect("/console/sign-in?failed=unknown");
            return Page<MessagePage>(new() { [nameof(MessagePage.Problem)] = refusal.Problem }, refusal.Status == 0 ? 503 : refusal.Status);
        }
    }

    /// <summary>A page with its parameters.</summary>
    internal static RazorComponentResult<T> Page<T>(Dictionary<string, object?> parameters, int status = 200)
        where T : IComponent => new(parameters) { StatusCode = status };

    /// <summary>A page that shows who is signed in.</summary>
    internal RazorComponentResult<T> Show<T>(Dictionary<string, object?> parameters, int status = 200)
        where T : IComponent => Page<T>(new(parameters) { ["Visit"] = this }, status);

    /// <summary>Whether the person has a duty.</summary>
    public bool Has(string duty) => Who.Duties.Contains(duty);
}
