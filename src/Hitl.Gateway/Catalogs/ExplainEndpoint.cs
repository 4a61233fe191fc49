using Hitl.Client.Catalogs;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Reservations;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Governance.Evaluation;
using Hitl.Governance.Intake;

namespace Hitl.Gateway.Catalogs;

internal static class ExplainEndpoint
{
    public static void MapCatalogExplain(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/catalog/explain", ExplainAsync)
            .RequireAuthorization(GatewayPolicies.Anyone)
            .Accepts<ExplainBody>("application/json")
            .Produces<CatalogExplanation>()
            .WithSummary("How the active catalog would decide a request, and whom it would ask now. Nothing is stored.");

    private static async Task<IResult> ExplainAsync(
        HttpContext http, ICatalogStore catalogs, IReservationStore reservations, TimeProvider clock, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        if (SubmitBodyReader.Read(value, out refusal, "actor") is not { } draft) return refusal!.AsResult();
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        var named = value.TryGetProperty("actor", out var text) ? text.ToString() : "";
        var actor = Caller.Of(http).Actor ?? (named.Length > 0 ? new ActorId(named) : null);
        if (actor is not { } who) return Refusals.Required("actor", "as which actor to ask").AsResult();
        refusal = DraftRefusals.Of(RequestSchema.Check(catalog, who, draft));
        if (refusal is not null) return refusal.AsResult();

        var now = clock.GetUtcNow();
        var asked = RequestSchema.Accept(draft, RequestId.New(now), who, catalog.Digest, now);
        var evaluation = CatalogEvaluator.Evaluate(catalog, asked, await reservations.LookAsync(ReservationPlanner.Plan(catalog, asked), cancel));
        var consent = evaluation.Consent ?? evaluation.Shadow?.WouldShow;
        var path = consent?.Path is { } people ? CatalogViews.Of(people, stage => Asked(catalog, stage, consent.Conflicted, now)) : null;
        return TypedResults.Ok(new CatalogExplanation(catalog.Digest, RequestViews.Of(evaluation), path));
    }

    private static IReadOnlyList<Client.Requests.AskedView> Asked(Catalog catalog, StageDefinition stage, IReadOnlyList<PersonId> conflicted, DateTimeOffset now) =>
        [.. StageQuestion.Ask(stage, LiveCoverage.AtTurn(catalog, now).Roles, catalog.Availability(), conflicted, now, includeCoverage: false).Asked.Select(asked => RequestViews.Of(asked, catalog))];
}
