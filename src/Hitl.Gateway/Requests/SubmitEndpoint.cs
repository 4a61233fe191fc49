using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Client.Requests;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.FailPoints;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Intake;

namespace Hitl.Gateway.Requests;

internal static class SubmitEndpoint
{
    public static void MapSubmit(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests", SubmitAsync)
            .RequireAuthorization(GatewayPolicies.Agent)
            .Accepts<SubmitBody>("application/json")
            .Produces<RequestView>(201)
            .WithSummary("Ask for an action. The same Idempotency-Key with the same body names the same request, for good.");

    private static async Task<IResult> SubmitAsync(
        HttpContext http, ICatalogStore catalogs, IRequestIntake intake, OpenRequests open, UnknownActions unknown, FloodGuards floods, TimeProvider clock, CancellationToken cancel)
    {
        var actor = Caller.Of(http).Actor!.Value;
        if (IdempotencyKeys.Read(http.Request, out var refusal) is not { } key) return refusal!.AsResult();
        (var body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        if (SubmitBodyReader.Read(value, out refusal) is not { } draft) return refusal!.AsResult();
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        refusal = DraftRefusals.Of(RequestSchema.Check(catalog, actor, draft)) ?? await open.CheckAsync(actor, cancel) ?? await floods.CheckAsync(catalog, actor, cancel);
        if (refusal?.Code == FieldProblems.ActionUnknown) await unknown.NoteAsync(actor, draft.Action, cancel);
        if (refusal is not null) return refusal.AsResult();

        var now = clock.GetUtcNow();
        var request = RequestSchema.Accept(draft, RequestId.New(now), actor, catalog.Digest, now);
        FailPoint.Hit("G1");
        var receipt = await intake.SubmitAsync(request, key, BodyHash(value), Received(request), cancel);
        FailPoint.Hit("G2");
        if (receipt.IsMismatch) return Mismatch(receipt).AsResult();
        if (receipt.IsReplay) http.Response.Headers["Idempotent-Replayed"] = "true";
        else open.Added(actor);
        // Always as it was accepted, whatever happened since: a retry reads the very answer that was lost.
        var accepted = receipt.Request.Request;
        var view = RequestViews.Accepted(accepted, await catalogs.FindAsync(accepted.CatalogDigest, cancel) ?? catalog);
        return TypedResults.Created($"/v1/requests/{view.Id}", view);
    }

    private static string BodyHash(JsonElement body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(JsonObject.Create(body)))));

    private static Refusal Mismatch(IntakeReceipt receipt) =>
        new(409, "idempotency.mismatch", "This key was used before with another body; nothing was stored. Use a new key for a new request.")
        {
            RequestId = receipt.Request.Request.Id.Value,
        };

    private static LedgerEntry Received(ActionRequest request) => new()
    {
        Kind = LedgerKinds.RequestReceived,
        Request = request.Id,
        Revision = request.Revision,
        By = "actor:" + request.Actor,
        OnBehalfOf = request.OnBehalfOf,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{request.Actor} asked for {request.Action}{(request.Amount is { } amount ? $" of {amount}" : "")} for customer {request.Customer.Id}.",
        Body = (JsonObject)JsonSerializer.SerializeToNode(request)!,
    };
}
