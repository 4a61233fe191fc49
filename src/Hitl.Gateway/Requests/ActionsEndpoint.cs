using Hitl.Client.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Mcp;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Requests;

internal static class ActionsEndpoint
{
    private const int MostItems = 200;

    public static void MapActions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/actions", ListAsync)
            .RequireAuthorization(GatewayPolicies.Agent)
            .Produces<AskableActions>()
            .WithSummary("The actions the agent may ask for, each with the JSON Schema of a request for it.");

    private static async Task<IResult> ListAsync(string? cursor, string? limit, HttpContext http, ICatalogStore catalogs, CancellationToken cancel)
    {
        var actor = Caller.Of(http).Actor!.Value;
        Refusal? refusal = null;
        var most = Limits.Read(limit, 50, MostItems, ref refusal);
        if (refusal is not null) return refusal.AsResult();
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        var after = ActionTools.Of(catalog, actor).OrderBy(tool => tool.Value.Name.Value, StringComparer.Ordinal)
            .Where(tool => cursor is null || string.CompareOrdinal(tool.Value.Name.Value, cursor) > 0).Take(most + 1).ToList();
        var page = after.Take(most).Select(tool => ActionTools.View(catalog, actor, tool.Key, tool.Value)).ToList();
        return TypedResults.Ok(new AskableActions(catalog.Digest, page, after.Count > most ? page[^1].Action : null));
    }
}
