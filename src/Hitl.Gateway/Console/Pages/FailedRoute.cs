namespace Hitl.Gateway.Console.Pages;

internal static class FailedRoute
{
    private static readonly string[] Failed = ["compensated", "partly_compensated", "compensation_failed", "irreversible", "unknown", "never_executed", "expired"];

    public static void MapFailed(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/console/failed", (string? cursor, HttpContext http) => Visit.OpenAsync(http, visit => ShowAsync(visit, cursor, http.RequestAborted)));

    private static async Task<IResult> ShowAsync(Visit visit, string? cursor, CancellationToken cancel)
    {
        var page = await visit.Api.ListAsync(new() { States = Failed, Cursor = cursor }, cancel);
        return visit.Show<FailedPage>(new() { [nameof(FailedPage.Items)] = page.Items, [nameof(FailedPage.Next)] = page.Next });
    }
}
