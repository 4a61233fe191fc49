using Hitl.Client.Requests;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;

namespace Hitl.Gateway.Reversals;

internal static class ReverseEndpoint
{
    private const int LongestReason = 1000;

    public static void MapReverse(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests/{id}/reverse", ReverseAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Accepts<ReverseBody>("application/json")
            .Produces<ReversalView>()
            .WithSummary("Have an executed request undone, as a request of its own.");

    private static async Task<IResult> ReverseAsync(string id, HttpContext http, RequestAccess access, ReversalDesk desk, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "reason");
        var reason = fields.Text("reason", LongestReason, "say why; it is recorded") ?? "";
        fields.Refuse(Texts.Check("reason", reason));
        if (fields.Refusal is not null) return fields.Refusal.AsResult();
        var (reversal, refused) = await desk.AskAsync(stored, caller.Person!.Value, reason, cancel);
        return reversal is null
            ? refused!.AsResult()
            : TypedResults.Ok(new ReversalView(reversal.Request.Id.Value, stored.Request.Id.Value, WireNames.Of(reversal.State)));
    }
}
