using Hitl.Gateway.Console.Pages;
using Hitl.Gateway.Console.Session;

namespace Hitl.Gateway.Console;

/// <summary>The console's addresses. Whoever is not signed in gets the sign-in page, never a part of another.</summary>
internal static class ConsoleRoutes
{
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => TypedResults.Redirect("/console")).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/console/style.css", StyleSheet.Serve).AllowAnonymous().ExcludeFromDescription();
        routes.MapSignIn();
        var pages = routes.MapGroup("").RequireAuthorization(ConsoleCookie.Policy).ExcludeFromDescription();
        pages.MapPending();
        pages.MapRequest();
        pages.MapParkedPage();
        pages.MapFailed();
        pages.MapDrillsPage();
        pages.MapOversightPage();
        pages.MapAudit();
    }
}
