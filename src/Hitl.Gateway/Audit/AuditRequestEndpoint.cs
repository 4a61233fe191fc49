using Hitl.Client.Requests;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Postgres.Ledger;

namespace Hitl.Gateway.Audit;

internal static class AuditRequestEndpoint
{
    public static void MapAuditRequest(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/requests/{id}", ReadAsync)
            .RequireAuthorization(GatewayPolicies.Audit)
            .Produces<TimelineView>()
            .WithSummary("One request with its ledger rows and their place in the sealed chain. Reading leaves a row.");

    private static async Task<IResult> ReadAsync(
        string id, HttpContext http, RequestAccess access, TimelineReader reader, LedgerReader ledger, IRequestIntake intake, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var rows = await ledger.ShowAsync(stored.Request.Id, cancel);
        await intake.RecordAsync(Read(caller, $"{caller.Id} read the {rows.Count} rows about {id}.", rows.Count, id), cancel);
        return TypedResults.Ok(await reader.ReadAsync(stored, rows, caller, cancel));
    }

    // About no request on purpose: who reads a trail must not make it longer.
    private static LedgerEntry Read(Caller caller, string summary, int rows, string request) => new()
    {
        Kind = LedgerKinds.LedgerRead, By = caller.By, Summary = summary, Body = new() { ["rows"] = rows, ["what"] = "show", ["read"] = request },
    };
}
