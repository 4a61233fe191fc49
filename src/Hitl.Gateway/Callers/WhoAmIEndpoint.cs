using Hitl.Client;

namespace Hitl.Gateway.Callers;

internal static class WhoAmIEndpoint
{
    public static void MapWhoAmI(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/whoami", (HttpContext http) => TypedResults.Ok(View(Caller.Of(http))))
            .RequireAuthorization(GatewayPolicies.Anyone)
            .WithSummary("Who the credential says you are.");

    private static WhoAmI View(Caller caller) => new(caller.Kind == CallerKind.Actor ? "actor" : "person", caller.Id, caller.Name, caller.Duties);
}
