using Hitl.Client.Oversight;
using Hitl.Escalations.Ids;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Oversight;

namespace Hitl.Gateway.Oversight;

internal static class OversightEndpoint
{
    private const int MostDays = 400;

    // How somebody works is not everybody's business: whoever oversees the overseers sees all, everybody else themselves.
    private static readonly string[] SeeAll = [Duties.Audit, Duties.Governance, Duties.Ops];

    public static void MapOversight(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/oversight", ReadAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<OversightView>()
            .WithSummary("How people oversee: time from card visible to decision, denial and edit rates, per person and action.");

    private static async Task<IResult> ReadAsync(
        string? days, string? person, string? action, HttpContext http, OversightQueries queries, ICatalogStore catalogs, TimeProvider clock, CancellationToken cancel)
    {
        if (!int.TryParse(days ?? "30", out var span) || span is < 1 or > MostDays)
            return new Refusal(400, "days.range", $"'days' is a whole number from 1 to {MostDays}.") { Field = "days" }.AsResult();
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        var caller = Caller.Of(http);
        PersonId? only = SeeAll.Any(caller.Duties.Contains) ? person is null ? null : new PersonId(person) : caller.Person!.Value;
        var since = clock.GetUtcNow() - TimeSpan.FromDays(span);
        var rows = await queries.ReadAsync(since, only, action is null ? null : new ActionName(action), cancel);
        return TypedResults.Ok(new OversightView(since, [.. rows.Select(row => View(row, catalog))]));
    }

    private static OversightRowView View(OversightRow row, Catalog catalog)
    {
        var decided = row.Approved + row.Denied;
        return new()
        {
            Person = row.Person.Value, Name = RequestViews.Name(catalog, row.Person), Action = row.Action.Value, Asked = row.Asked, Seen = row.Seen, Opened = row.Opened,
            Approved = row.Approved, Denied = row.Denied, Edited = row.Edited, Flagged = row.Flagged, Abandoned = row.Abandoned,
            DenialRate = decided == 0 ? null : Math.Round((double)row.Denied / decided, 4), EditRate = Math.Round((double)row.Edited / row.Asked, 4),
            MedianSeconds = row.MedianSeconds, SlowSeconds = row.SlowSeconds, Hasty = row.Hasty,
        };
    }
}
