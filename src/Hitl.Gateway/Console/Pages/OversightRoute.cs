namespace Hitl.Gateway.Console.Pages;

internal static class OversightRoute
{
    private const int Days = 30;

    public static void MapOversightPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/console/oversight", (string? person, HttpContext http) => Visit.OpenAsync(http, visit => ShowAsync(visit, person, http.RequestAborted)));

    private static async Task<IResult> ShowAsync(Visit visit, string? person, CancellationToken cancel)
    {
        var view = await visit.Api.OversightAsync(Days, person, cancel: cancel);
        return visit.Show<OversightPage>(new() { [nameof(OversightPage.Rows)] = view.Rows, [nameof(OversightPage.Days)] = Days });
    }
}
