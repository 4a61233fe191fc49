using Hitl.Client.Ops;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;

namespace Hitl.Gateway.Ops;

internal static class ParkedEndpoint
{
    public static void MapParked(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/ops/parked", ListAsync)
            .RequireAuthorization(GatewayPolicies.Ops)
            .Produces<ParkedList>()
            .WithSummary("Everything that waits for ops, oldest first.");

    private static async Task<IResult> ListAsync(IOpsStore ops, IRequestStore requests, CancellationToken cancel)
    {
        var items = new List<ParkedView>();
        foreach (var parked in await ops.ListAsync(cancel))
            if (await requests.FindAsync(parked.Request, cancel) is { } stored) items.Add(ParkedViews.Of(parked, stored));
        return TypedResults.Ok(new ParkedList(items));
    }
}
