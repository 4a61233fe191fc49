using Hitl.Client.Requests;

namespace Hitl.Gateway.Console.Pages;

internal static class PendingRoute
{
    private static readonly string[] Open = ["received", "deciding", "approved", "executing", "compensating", "waiting_for_ops"];

    public static void MapPending(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/console", (string? cursor, HttpContext http) => Visit.OpenAsync(http, visit => ShowAsync(visit, cursor, http.RequestAborted)));

    private static async Task<IResult> ShowAsync(Visit visit, string? cursor, CancellationToken cancel)
    {
        var mine = cursor is null ? (await visit.Api.ListAsync(new() { AsksMe = true, Limit = 100 }, cancel)).Items : [];
        var page = await visit.Api.ListAsync(new() { States = Open, Cursor = cursor }, cancel);
        var shown = mine.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        return visit.Show<PendingPage>(new()
        {
            [nameof(PendingPage.Mine)] = mine,
            [nameof(PendingPage.Others)] = (IReadOnlyList<RequestSummary>)[.. page.Items.Where(item => !shown.Contains(item.Id))],
            [nameof(PendingPage.Next)] = page.Next,
        });
    }
}
