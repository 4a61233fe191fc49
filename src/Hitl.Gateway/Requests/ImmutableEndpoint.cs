using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Requests;

/// <summary>Changing a request in place is refused in words: what people were shown must stay what runs.</summary>
internal static class ImmutableEndpoint
{
    public static void MapImmutable(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/v1/requests/{id}", ["PUT", "PATCH"], RefuseAsync)
            .RequireAuthorization(GatewayPolicies.Agent)
            .WithSummary("Always refused: a request cannot be changed.");

    private static async Task<IResult> RefuseAsync(string id, HttpContext http, RequestAccess access, CancellationToken cancel) =>
        (await access.FindAsync(Caller.Of(http), id, cancel) is { } stored ? Immutable(stored) : Refusals.RequestNotFound).AsResult();

    private static Refusal Immutable(StoredRequest stored) =>
        new(409, "request.immutable", "A request cannot be changed after it was posted. Withdraw it and post a new one.") { RequestId = stored.Request.Id.Value };
}
