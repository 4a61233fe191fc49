using Hitl.Client.Catalogs;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Reviews;
using Hitl.Governance.Scope;
using Hitl.Governance.Versions;
using Hitl.Postgres.Catalogs;

namespace Hitl.Gateway.Catalogs;

/// <summary>What the catalog in force says, and how it was used: scope, gaps, review, canaries, samples.</summary>
internal static class ReportEndpoints
{
    private const int MostDays = 3_650;
    private const int MostSamples = 1_000;

    public static void MapCatalogReports(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/catalog/scope", ScopeAsync).RequireAuthorization(GatewayPolicies.Anyone).Produces<ScopeView>()
            .WithSummary("Every action every actor may take, with bounds, who approved that and when.");
        routes.MapGet("/v1/catalog/gaps", GapsAsync).RequireAuthorization(GatewayPolicies.Person).Produces<GapsView>()
            .WithSummary("Requests that no rule covered, and asks for actions the catalog does not know.");
        routes.MapGet("/v1/catalog/review", ReviewAsync).RequireAuthorization(GatewayPolicies.Person).Produces<CatalogReviewView>()
            .WithSummary("Authority that has piled up: rules unused, shadowed or overlapping, bounds far above use, and what changed.");
        routes.MapGet("/v1/catalog/canaries", CanariesAsync).RequireAuthorization(GatewayPolicies.Person).Produces<CanariesView>()
            .WithSummary("How often people agreed with what the catalog would have let an unknown version do.");
        routes.MapGet("/v1/samples", SamplesAsync).RequireAuthorization(GatewayPolicies.Person).Produces<SamplesView>()
            .WithSummary("Automatic approvals drawn for review by a person, each with its draw, and how the shares came out.");
    }

    private static async Task<IResult> ScopeAsync(
        string? actor, string? action, long? amount, string? currency, ICatalogStore catalogs, ICatalogVersions versions, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        if (amount is not null && !Iso4217.TryGetExponent(currency, out _)) return Refusals.Required("currency", "the amount's ISO 4217 code").AsResult();
        var filter = new ScopeFilter(
            string.IsNullOrEmpty(actor) ? null : new ActorId(actor), string.IsNullOrEmpty(action) ? null : new ActionName(action), amount is { } minor ? new Money(minor, currency!) : null);
        var version = (await versions.ListAsync(cancel)).FirstOrDefault(known => known.IsActive);
        var rows = ScopeList.Of(catalog, filter).Select(row => new ScopeLine(
            row.Actor, row.Action, row.Rule, row.Effect, row.Amounts, row.Bounds, row.People, row.Limits, row.Risk, row.Reversibility));
        return TypedResults.Ok(new ScopeView(catalog.Name, catalog.Digest, version?.Signers ?? [], version?.ActivatedBy, version?.ActivatedAt, [.. rows]));
    }

    private static async Task<IResult> GapsAsync(int? days, CatalogUsage usage, TimeProvider clock, CancellationToken cancel) =>
        Days(days) is { } refusal ? refusal.AsResult() : TypedResults.Ok(new GapsView(
            [.. (await usage.GapsAsync(Since(days, clock), cancel)).Select(gap => new GapLine(gap.Action, gap.Actor, gap.Sentence, gap.Count, gap.LastAt, gap.Last?.Value))]));

    private static async Task<IResult> ReviewAsync(int? days, ICatalogStore catalogs, ICatalogVersions versions, CatalogUsage usage, TimeProvider clock, CancellationToken cancel)
    {
        if (Days(days) is { } refusal) return refusal.AsResult();
        if (await catalogs.ActiveAsync(cancel) is not { } catalog) return Refusals.NoActiveCatalog.AsResult();
        var since = Since(days, clock);
        var findings = CatalogReview.Of(catalog, await usage.RulesAsync(since, cancel));
        var changes = (await versions.ListAsync(cancel)).Where(version => version.ActivatedAt >= since).Select(VersionViews.Of);
        return TypedResults.Ok(new CatalogReviewView(
            catalog.Digest, since, [.. findings.Select(f => new ReviewLine(f.Kind, f.Action, f.Rule, f.Text))], [.. changes]));
    }

    private static async Task<IResult> CanariesAsync(CatalogUsage usage, CancellationToken cancel) => TypedResults.Ok(new CanariesView(
        [.. (await usage.CanariesAsync(cancel)).Select(canary => new CanaryLine(canary.Actor, canary.Version, canary.Asked, canary.Agreed, canary.Disagreed))]));

    private static async Task<IResult> SamplesAsync(int? days, CatalogUsage usage, TimeProvider clock, CancellationToken cancel)
    {
        if (Days(days) is { } refusal) return refusal.AsResult();
        var lines = (await usage.SamplesAsync(Since(days, clock), MostSamples, cancel)).Select(sample => new SampleLine
        {
            Request = sample.Request.Id.Value,
            Actor = sample.Request.Actor.Value,
            AgentVersion = sample.Request.Agent.Version,
            Action = sample.Request.Action.Value,
            Customer = sample.Request.Customer.Id,
            AmountText = sample.Request.Amount?.ToString(),
            Rule = sample.Rule,
            State = WireNames.Of(sample.State),
            ReceivedAt = sample.Request.ReceivedAt,
            ShareInHundredths = sample.Draw.ShareInHundredths,
            Draw = sample.Draw.Draw,
            Seed = sample.Draw.Seed,
        });
        var shares = (await usage.SampleSharesAsync(Since(days, clock), cancel)).Select(share => new SampleShareLine(share.Action, share.ShareInHundredths, share.Drawn, share.Chosen));
        return TypedResults.Ok(new SamplesView([.. lines], [.. shares]));
    }

    private static Refusal? Days(int? days) => days is < 0 or > MostDays ? new(400, "days.range", $"'days' is from 0 to {MostDays}.") { Field = "days" } : null;

    private static DateTimeOffset Since(int? days, TimeProvider clock) => clock.GetUtcNow().AddDays(-(days ?? 90));
}
