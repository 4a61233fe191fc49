using Hitl.Client.Audit;

namespace Hitl.Gateway.Console.Pages;

internal static class AuditRoute
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/console/audit", (string? request, string? actor, string? customer, string? cursor, HttpContext http) =>
            Visit.OpenAsync(http, visit => ShowAsync(visit, new() { Request = Given(request), Actor = Given(actor), Customer = Given(customer), Cursor = Given(cursor) }, http.RequestAborted)));

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<IResult> ShowAsync(Visit visit, LedgerQuery query, CancellationToken cancel)
    {
        var isAsked = query is not { Request: null, Actor: null, Customer: null };
        var page = isAsked ? await visit.Api.AuditEventsAsync(query, cancel) : null;
        return visit.Show<AuditPage>(new() { [nameof(AuditPage.Query)] = query, [nameof(AuditPage.Page)] = page });
    }
}
