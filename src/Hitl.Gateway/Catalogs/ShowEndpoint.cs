using Hitl.Client.Catalogs;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

internal static class ShowEndpoint
{
    public static void MapCatalogShow(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/catalog", ShowAsync)
            .RequireAuthorization(GatewayPolicies.Anyone)
            .Produces<CatalogView>()
            .WithSummary("The whole active catalog as one list.");

    private static async Task<IResult> ShowAsync(ICatalogStore catalogs, CancellationToken cancel) =>
        await catalogs.ActiveAsync(cancel) is { } catalog ? TypedResults.Ok(CatalogViews.Of(catalog)) : Refusals.NoActiveCatalog.AsResult();
}
