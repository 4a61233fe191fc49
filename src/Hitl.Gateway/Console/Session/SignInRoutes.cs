using Hitl.Gateway.Console.Pages;
using Hitl.Gateway.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Console.Session;

internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/console/sign-in", Show).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/console/sign-in/slack", Go).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/console/sign-out", OutAsync).RequireAuthorization(ConsoleCookie.Policy).ExcludeFromDescription();
    }

    private static RazorComponentResult<SignInPage> Show(string? @return, string? failed, IOptions<ConsoleOptions> options) => new(new Dictionary<string, object?>
    {
        [nameof(SignInPage.Return)] = ReturnPaths.Checked(@return),
        [nameof(SignInPage.Failed)] = failed,
        [nameof(SignInPage.IsSetUp)] = options.Value.ClientId.Length > 0,
    });

    private static IResult Go(string? @return, IOptions<ConsoleOptions> options) => options.Value.ClientId.Length == 0
        ? TypedResults.Redirect("/console/sign-in")
        : TypedResults.Challenge(new AuthenticationProperties { RedirectUri = ReturnPaths.Checked(@return) }, [SlackSignIn.Scheme]);

    private static async Task<IResult> OutAsync(HttpContext http, ConsoleForms forms, CancellationToken cancel)
    {
        var (form, refusal) = await forms.ReadAsync(http, cancel);
        if (form is null) return refusal!.AsResult();
        await http.SignOutAsync(ConsoleCookie.Scheme);
        return TypedResults.Redirect("/console/sign-in");
    }
}
