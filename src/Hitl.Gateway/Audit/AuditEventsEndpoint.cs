using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Ledger;

namespace Hitl.Gateway.Audit;

internal static class AuditEventsEndpoint
{
    public static void MapAuditEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/events", ReadAsync)
            .RequireAuthorization(GatewayPolicies.Audit)
            .Produces<Client.Audit.LedgerPage>()
            .WithSummary("Ledger rows by request, actor, person, approver, customer, action, outcome, amount, kind and time, oldest first. Reading leaves a row.");

    private static async Task<IResult> ReadAsync(HttpContext http, LedgerReader ledger, CancellationToken cancel)
    {
        if (LedgerFilters.Read(http.Request.Query, out var refusal) is not { } filter) return refusal!.AsResult();
        var page = await ledger.QueryAsync(filter, Caller.Of(http).By, cancel);
        return TypedResults.Ok(new Client.Audit.LedgerPage([.. page.Rows.Select(LedgerViews.Of)], LedgerFilters.WriteCursor(page.Next)));
    }
}
