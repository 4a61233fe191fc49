using Hitl.Client.Ops;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Ops;

/// <summary>Rehearsing a history, and starting a workflow over while nothing has taken effect.</summary>
internal static class ReplayEndpoints
{
    private const int LongestReason = 1000;

    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/ops/requests/{id}/rehearse", (string id, HttpContext http, ReplayDesk desk, CancellationToken cancel) => desk.RehearseAsync(id, Caller.Of(http), cancel))
            .RequireAuthorization(GatewayPolicies.Ops)
            .Produces<RehearsalView>()
            .WithSummary("Run a request's history through today's code, without anything that could reach a target.");
        routes.MapPost("/v1/ops/requests/{id}/reset", ResetAsync)
            .RequireAuthorization(GatewayPolicies.Ops)
            .Accepts<InterveneBody>("application/json")
            .Produces<InterventionView>()
            .WithSummary("Start the request's workflow over; refused once a step may have taken effect.");
    }

    private static async Task<IResult> ResetAsync(string id, HttpContext http, ReplayDesk desk, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "reason");
        var reason = fields.Text("reason", LongestReason, "say why; it is recorded") ?? "";
        fields.Refuse(Texts.Check("reason", reason));
        return fields.Refusal is not null ? fields.Refusal.AsResult() : await desk.ResetAsync(id, reason, Caller.Of(http), cancel);
    }
}
