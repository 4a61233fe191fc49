using Hitl.Client.Catalogs;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Simulation;
using Hitl.Governance.Versions;
using Hitl.Postgres.Catalogs;

namespace Hitl.Gateway.Catalogs;

/// <summary>Versions: propose, list, compare, simulate, ask for signatures.</summary>
internal static class VersionEndpoints
{
    private const int MostDays = 400;

    public static void MapCatalogVersions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/catalog/versions", ProposeAsync).RequireAuthorization(GatewayPolicies.Governance).Produces<CatalogCheck>()
            .WithSummary("Propose a version: it is checked and kept for good; nothing is decided under it before it is signed.");
        routes.MapGet("/v1/catalog/versions", ListAsync).RequireAuthorization(GatewayPolicies.Person).Produces<CatalogHistory>()
            .WithSummary("Every version, newest first: who proposed it, who signed it, since when it is in force.");
        routes.MapGet("/v1/catalog/versions/{digest}/diff", DiffAsync).RequireAuthorization(GatewayPolicies.Person).Produces<CatalogDiffView>()
            .WithSummary("What a version changes against the one in force, in the words its signers see.");
        routes.MapGet("/v1/catalog/versions/{digest}/simulation", SimulateAsync).RequireAuthorization(GatewayPolicies.Person).Produces<SimulationView>()
            .WithSummary("Decide the requests of the last days, and every boundary, again under a version.");
        routes.MapPost("/v1/catalog/versions/{digest}/activate", ActivateAsync).RequireAuthorization(GatewayPolicies.Governance).Accepts<ActivateBody>("application/json").Produces<ActivationView>()
            .WithSummary("Ask the function leaders to sign a version; it comes into force when all have.");
    }

    private static async Task<IResult> ProposeAsync(string? reason, HttpContext http, ICatalogVersions versions, CancellationToken cancel)
    {
        var (files, refusal) = await CatalogBodies.ReadAsync(http.Request, null, cancel);
        if (files is null) return refusal!.AsResult();
        refusal = Reason(reason);
        if (refusal is not null) return refusal.AsResult();
        var parsed = CatalogParser.Parse(files);
        if (parsed.Catalog is { } catalog) await versions.ProposeAsync(catalog, Caller.Of(http).Id, reason!, CatalogAuthor.Proposed(catalog, Caller.Of(http), reason!), cancel);
        return TypedResults.Ok(CheckEndpoint.View(parsed));
    }

    private static async Task<IResult> ListAsync(ICatalogVersions versions, CancellationToken cancel) =>
        TypedResults.Ok(new CatalogHistory([.. (await versions.ListAsync(cancel)).Select(VersionViews.Of)]));

    private static async Task<IResult> DiffAsync(string digest, ICatalogStore catalogs, ICatalogVersions versions, CancellationToken cancel) =>
        await PairAsync(digest, catalogs, versions, cancel) is var (before, after)
            ? TypedResults.Ok(VersionViews.Of(before, after, CatalogDiff.Of(before, after)))
            : NotFound(digest).AsResult();

    private static async Task<IResult> SimulateAsync(
        string digest, int? days, ICatalogStore catalogs, ICatalogVersions versions, CatalogUsage usage, TimeProvider clock, CancellationToken cancel)
    {
        if (days is < 0 or > MostDays) return new Refusal(400, "days.range", $"'days' is from 0 to {MostDays}.") { Field = "days" }.AsResult();
        if (await PairAsync(digest, catalogs, versions, cancel) is not var (before, after)) return NotFound(digest).AsResult();
        var past = new CatalogSimulation(before, after);
        await foreach (var request in usage.SinceAsync(clock.GetUtcNow().AddDays(-(days ?? 90)), cancel)) past.Add(request);
        return TypedResults.Ok(new SimulationView(before.Digest, after.Digest, VersionViews.Of(past.Report()), VersionViews.Of(CatalogSimulation.OfBoundaries(before, after))));
    }

    private static async Task<IResult> ActivateAsync(string digest, HttpContext http, ActivationDesk desk, ICatalogVersions versions, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "reason");
        var reason = fields.Text("reason", CatalogAuthor.LongestReason, "say why; the signers see it") ?? "";
        if ((fields.Refusal ?? Reason(reason)) is { } wrong) return wrong.AsResult();
        var full = await FullAsync(digest, versions, cancel) ?? digest;
        (var stored, refusal) = await desk.AskAsync(full, Caller.Of(http).Person!.Value, reason, cancel);
        return stored is null ? refusal!.AsResult() : TypedResults.Ok(new ActivationView(stored.Request.Id.Value, full));
    }

    private static Refusal? Reason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? Refusals.Required("reason", "say why; the signers see it")
        : reason.Length > CatalogAuthor.LongestReason ? Refusals.TooLong("reason", CatalogAuthor.LongestReason)
        : Texts.Check("reason", reason);

    private static async Task<(Catalog Before, Catalog After)?> PairAsync(string digest, ICatalogStore catalogs, ICatalogVersions versions, CancellationToken cancel) =>
        await FullAsync(digest, versions, cancel) is { } full && await catalogs.FindAsync(full, cancel) is { } after && await catalogs.ActiveAsync(cancel) is { } before
            ? (before, after)
            : null;

    /// <summary>The version a digest, or the beginning of one, names; null when none or several.</summary>
    private static async Task<string?> FullAsync(string digest, ICatalogVersions versions, CancellationToken cancel)
    {
        if (digest.Length < 6) return null;
        var known = (await versions.ListAsync(cancel)).Where(version => version.Digest.StartsWith(digest, StringComparison.Ordinal)).ToList();
        return known is [var only] ? only.Digest : null;
    }

    private static Refusal NotFound(string digest) => new(404, "catalog.version_unknown", $"No version, or more than one, begins with {Quoted.Cut(digest)}.");
}
