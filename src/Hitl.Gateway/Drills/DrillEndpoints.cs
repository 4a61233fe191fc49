using Hitl.Client.Drills;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Drills;

namespace Hitl.Gateway.Drills;

internal static class DrillEndpoints
{
    private const int Latest = 50;

    public static void MapDrills(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/drills", ListAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<DrillsView>()
            .WithSummary("How well every undoing of the catalog is proven, and the latest drills.");
        routes.MapPost("/v1/drills/{action}/run", RunAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<DrillView>()
            .WithSummary("Run the drill of an action at the sandbox, in your own name.");
    }

    private static async Task<IResult> ListAsync(ICatalogStore catalogs, IDrillStore drills, TimeProvider clock, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        var procedures = DrillPlanner.Procedures(catalog);
        var standings = await drills.StandingsAsync([.. procedures.Select(action => action.Name)], cancel);
        var lines = procedures.Join(standings, action => action.Name, standing => standing.Action, (action, standing) => Line(action, standing, clock.GetUtcNow()));
        return TypedResults.Ok(new DrillsView([.. lines], [.. (await drills.ListAsync(Latest, cancel)).Select(Of)]));
    }

    private static async Task<IResult> RunAsync(string action, HttpContext http, DrillDesk desk, CancellationToken cancel)
    {
        var (drill, refusal) = await desk.RunAsync(new ActionName(action), Caller.Of(http).Person!.Value, cancel);
        return drill is null ? refusal!.AsResult() : TypedResults.Ok(Of(drill));
    }

    private static ProcedureView Line(ActionDefinition action, DrillStanding standing, DateTimeOffset now) => new(
        action.Name.Value, action.Title, DrillPlanner.RoleOf(action)?.Value, standing.WordAt(now), standing.ProvenAt, standing.DueAt, action.Drill is { StopsAutomation: true });

    private static DrillView Of(DrillRecord drill) => new(
        drill.Id.ToString("D"), drill.Action.Value, drill.Role.Value, WireNames.Of(drill.State), drill.OpenedAt, drill.By?.Value, drill.EndedAt, drill.Detail);
}
