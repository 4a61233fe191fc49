using Hitl.Client.Problems;
using Hitl.Gateway.Console.Session;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Console.Pages;

internal static class ParkedRoute
{
    public static void MapParkedPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/console/ops", (HttpContext http, CancellationToken cancel) => Visit.OpenAsync(http, visit => ShowAsync(visit, null, cancel)));
        routes.MapPost("/console/ops/{id}", PostAsync);
    }

    private static async Task<IResult> ShowAsync(Visit visit, Problem? problem, CancellationToken cancel)
    {
        var parked = await visit.Api.ParkedAsync(cancel);
        return visit.Show<ParkedPage>(
            new() { [nameof(ParkedPage.Items)] = parked.Items, [nameof(ParkedPage.Problem)] = problem }, problem?.Status ?? 200);
    }

    private static async Task<IResult> PostAsync(string id, HttpContext http, ConsoleForms forms, CancellationToken cancel)
    {
        var (form, refusal) = await forms.ReadAsync(http, cancel);
        if (form is null) return refusal!.AsResult();
        return await Visit.OpenAsync(http, visit => InterveneAsync(visit, id, form, cancel));
    }

    private static async Task<IResult> InterveneAsync(Visit visit, string id, IFormCollection form, CancellationToken cancel)
    {
        var reason = form["reason"].ToString();
        Guid? name = Guid.TryParse(form["attempt"].ToString(), out var given) ? given : null;
        try
        {
            if (form["kind"] == "abandon") await visit.Api.AbandonAsync(id, reason, name, cancel);
            else await visit.Api.ReplayAsync(id, reason, name, cancel);
            return TypedResults.Redirect("/console/requests/" + Uri.EscapeDataString(id));
        }
        catch (HitlApiException why) when (why.Status is 400 or 409)
        {
            return await ShowAsync(visit, why.Problem, cancel);
        }
    }
}
