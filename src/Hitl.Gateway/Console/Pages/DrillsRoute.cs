using Hitl.Client.Problems;
using Hitl.Gateway.Console.Session;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Console.Pages;

internal static class DrillsRoute
{
    public static void MapDrillsPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/console/drills", (HttpContext http, CancellationToken cancel) => Visit.OpenAsync(http, visit => ShowAsync(visit, null, cancel)));
        routes.MapPost("/console/drills/{name}", PostAsync);
    }

    private static async Task<IResult> ShowAsync(Visit visit, Problem? problem, CancellationToken cancel) => visit.Show<DrillsPage>(
        new() { [nameof(DrillsPage.View)] = await visit.Api.DrillsAsync(cancel), [nameof(DrillsPage.Problem)] = problem }, problem?.Status ?? 200);

    private static async Task<IResult> PostAsync(string name, HttpContext http, ConsoleForms forms, CancellationToken cancel)
    {
        var (form, refusal) = await forms.ReadAsync(http, cancel);
        if (form is null) return refusal!.AsResult();
        return await Visit.OpenAsync(http, async visit =>
        {
            try
            {
                await visit.Api.RunDrillAsync(name, cancel);
                return TypedResults.Redirect("/console/drills");
            }
            catch (HitlApiException why) when (why.Status is 403 or 404 or 409 or 503)
            {
                return await ShowAsync(visit, why.Problem, cancel);
            }
        });
    }
}
