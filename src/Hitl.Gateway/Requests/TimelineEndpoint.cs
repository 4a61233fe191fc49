using Hitl.Client.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Requests;

internal static class TimelineEndpoint
{
    public static void MapTimeline(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/requests/{id}/timeline", ReadAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<TimelineView>()
            .WithSummary("A request with everything that happened to it, oldest first.");

    private static async Task<IResult> ReadAsync(
        string id, HttpContext http, RequestAccess access, TimelineReader reader, RequestQueries queries, CancellationToken cancel)
    {
        var caller = Caller.Of(http);
        if (await access.FindAsync(caller, id, cancel) is not { } stored) return Refusals.RequestNotFound.AsResult();
        return TypedResults.Ok(await reader.ReadAsync(stored, await queries.TimelineAsync(stored.Request.Id, cancel), caller, cancel));
    }
}
