using System.Text.Json;
using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Decisions;

internal static class DecideEndpoint
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public static void MapDecide(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests/{id}/decisions", DecideAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Accepts<DecideBody>("application/json")
            .Produces<DecideAnswer>()
            .WithSummary("Decide as the person the credential is bound to, on exactly what was shown.");

    private static async Task<IResult> DecideAsync(
        string id, HttpContext http, RequestAccess access, DecisionDesk desk, ICatalogStore catalogs, TimeProvider clock, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var delivery = IdempotencyKeys.ReadOrMake(http.Request, out var refusal);
        if (refusal is not null) return refusal.AsResult();
        (var body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        if (Read(value, stored.Request.Id, clock.GetUtcNow() + Moment, out refusal) is not { } call) return refusal!.AsResult();

        call = call with { Person = caller.Person!.Value, SignedInAt = caller.SignedInAt, DeliveryId = $"api:{caller.Id}:{delivery}" };
        var answer = await desk.DecideAsync(call, cancel);
        if (answer.Refusal is { } why) return DecisionProblems.Of(why, stored.Request.Id).AsResult();
        var catalog = await catalogs.FindAsync(stored.Request.CatalogDigest, cancel);
        return TypedResults.Ok(new DecideAnswer(id, RequestViews.Of(answer.Recorded!, catalog!)));
    }

    private static DeskCall? Read(JsonElement body, RequestId request, DateTimeOffset until, out Refusal? refusal)
    {
        var fields = new FieldReader(body, "", "verdict", "reason", "reasonCode", "digest", "revision", "stage", "typedAmount");
        var verdict = fields.Text("verdict", 10, "approve or deny") is { } text ? WireNames.Find<Verdict>(text) : null;
        if (verdict is null) fields.Refuse(Refusals.WrongType("verdict", "approve or deny"));
        var digest = fields.Text("digest", 64, "the digest of what was shown") ?? "";
        if (digest.Length != 64) fields.Refuse(Refusals.WrongType("digest", "64 hex digits, as the request shows it"));
        var stage = new Escalations.Stages.StageKey(request, fields.Integer("revision", "the revision that was shown"), fields.Integer("stage", "the stage that was shown"));
        var call = new DeskCall
        {
            Person = default,
            Verdict = verdict ?? Verdict.Deny,
            Reason = fields.Text("reason") ?? "",
            ReasonCode = fields.Text("reasonCode", 64),
            Door = Door.Console,
            Token = digest.Length == 64 ? new CardToken(stage, digest[..CardToken.DigestLength], until) : null,
            FullDigest = digest,
            DeliveryId = "",
            TypedAmount = fields.Text("typedAmount", 64),
        };
        refusal = fields.Refusal;
        return refusal is null ? call : null;
    }
}
