using System.Text.Json;
using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;

namespace Hitl.Gateway.Decisions;

internal static class ExtendEndpoint
{
    // An extension has no words and no verdict; the rules ask both of a decision.
    private const string NoWords = "extended";
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public static void MapExtend(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests/{id}/extensions", ExtendAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Accepts<ExtendBody>("application/json")
            .Produces<RequestView>()
            .WithSummary("Make the open stage wait longer, as a person who may decide it, as often as the catalog says. The same extension asked for twice counts once.");

    private static async Task<IResult> ExtendAsync(
        string id, HttpContext http, RequestAccess access, DecisionDesk desk, ExtensionDesk extensions, IRequestStore requests, RequestReader reader, TimeProvider clock, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var call = Read(value, stored, caller, clock.GetUtcNow() + Moment, out var extension, out refusal);
        if (refusal is not null) return refusal.AsResult();

        var known = await desk.JudgeAsync(call, cancel);
        var why = known.Refusal ?? (await extensions.ExtendAsync(call, known, extension, cancel)).Refusal;
        if (why is not null)
        {
            await desk.RecordAsync(call, why, cancel);
            return DecisionProblems.Of(why, stored.Request.Id).AsResult();
        }

        return TypedResults.Ok(await reader.ReadAsync(await requests.FindAsync(stored.Request.Id, cancel) ?? stored, caller, cancel));
    }

    private static DeskCall Read(JsonElement body, StoredRequest stored, Caller caller, DateTimeOffset until, out int extension, out Refusal? refusal)
    {
        var fields = new FieldReader(body, "", "digest", "revision", "stage", "extension");
        var digest = fields.Text("digest", 64, "the digest of what was shown") ?? "";
        if (digest.Length != 64) fields.Refuse(Refusals.WrongType("digest", "64 hex digits, as the request shows it"));
        var stage = new StageKey(stored.Request.Id, fields.Integer("revision", "the revision that was shown"), fields.Integer("stage", "the stage that was shown"));
        extension = fields.Integer("extension", "which extension it is to be, from 1");
        if (extension < 1) fields.Refuse(Refusals.WrongType("extension", "1 or more"));
        refusal = fields.Refusal;
        return new()
        {
            Person = caller.Person!.Value,
            Verdict = Verdict.Deny,
            Reason = NoWords,
            Door = Door.Console,
            Token = refusal is null ? new CardToken(stage, digest[..CardToken.DigestLength], until) : null,
            FullDigest = digest,
            DeliveryId = "",
            SignedInAt = caller.SignedInAt,
        };
    }
}
