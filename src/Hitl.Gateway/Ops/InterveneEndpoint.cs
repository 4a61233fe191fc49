using Hitl.Client.Ops;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;

namespace Hitl.Gateway.Ops;

/// <summary>Replay and abandon: a reason first, then one commit with the ledger row and the message to the workflow.</summary>
internal static class InterveneEndpoint
{
    private const int LongestReason = 1000;

    public static void MapInterventions(this IEndpointRouteBuilder routes)
    {
        foreach (var kind in new[] { "replay", "abandon" })
        {
            routes.MapPost($"/v1/ops/requests/{{id}}/{kind}", (string id, HttpContext http, InterventionDesk desk, CancellationToken cancel) => InterveneAsync(kind, id, http, desk, cancel))
                .RequireAuthorization(GatewayPolicies.Ops)
                .Accepts<InterveneBody>("application/json")
                .Produces<InterventionView>()
                .WithSummary(kind == "replay" ? "Try the parked step again, looking up first." : "Stop the request, undo what can be undone and close it.");
        }
    }

    private static async Task<IResult> InterveneAsync(string kind, string id, HttpContext http, InterventionDesk desk, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "reason");
        var reason = fields.Text("reason", LongestReason, "say why; it is recorded") ?? "";
        fields.Refuse(Texts.Check("reason", reason));
        if (fields.Refusal is not null) return fields.Refusal.AsResult();
        if (!TryName(http.Request, out var name)) return new Refusal(400, "idempotency.format", "For interventions the Idempotency-Key is a UUID.").AsResult();
        return await desk.InterveneAsync(kind, id, name, reason, Caller.Of(http), cancel);
    }

    private static bool TryName(HttpRequest request, out Guid name)
    {
        name = Guid.NewGuid();
        return request.Headers[IdempotencyKeys.Header].Count == 0 || Guid.TryParse(request.Headers[IdempotencyKeys.Header].ToString(), out name);
    }
}
