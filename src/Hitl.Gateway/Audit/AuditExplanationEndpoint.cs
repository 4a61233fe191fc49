using Hitl.Client.Audit;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Ledger;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Audit;

internal static class AuditExplanationEndpoint
{
    public static void MapAuditExplanation(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/requests/{id}/explanation", ExplainAsync)
            .RequireAuthorization(GatewayPolicies.Audit)
            .Produces<CustomerExplanation>()
            .WithSummary("What the customer may be told: what was decided, why, by which role, how to contest it. Reading leaves a row.");

    private static async Task<IResult> ExplainAsync(
        string id, HttpContext http, RequestAccess access, IStageStore stages, ICatalogStore catalogs, LedgerReader ledger, IOptions<GatewayOptions> options,
        CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var request = stored.Request;
        var explained = CustomerWords.Of(
            stored,
            await catalogs.FindAsync(request.CatalogDigest, cancel),
            await stages.ListAsync(request.Id, request.Revision, cancel),
            await stages.DecisionsAsync(request.Id, request.Revision, cancel),
            options.Value.HowToContest);
        await ledger.RecordReadAsync(caller.By, $"asked for the customer's explanation of {id}", new() { ["how"] = "explain", ["read"] = id }, cancel);
        return TypedResults.Ok(explained);
    }
}
