using Hitl.Client.Coverage;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Coverage;

namespace Hitl.Gateway.Coverage;

internal static class ProveEndpoint
{
    public static void MapCoverageProof(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/coverage/proof", ProveAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<CoverageView>()
            .WithSummary("Whom the active catalog would ask over the coming days, and where nobody could decide.");

    private static async Task<IResult> ProveAsync(string? days, LiveCoverage coverage, IPeopleDirectory directory, TimeProvider clock, CancellationToken cancel)
    {
        if (!int.TryParse(days ?? "30", out var span) || span is < 1 or > CoverageProof.MostDays)
            return new Refusal(400, "days.range", $"'days' is a whole number from 1 to {CoverageProof.MostDays}.") { Field = "days" }.AsResult();
        return await coverage.NowAsync(cancel) is { } live
            ? TypedResults.Ok(View(await Reachability.AddAsync(CoverageProof.Run(live, clock.GetUtcNow(), span), live, directory, cancel)))
            : Refusals.NoActiveCatalog.AsResult();
    }

    private static CoverageView View(CoverageReport report) => new(
        report.From,
        report.Until,
        [.. report.Lines.Select(line => new CoverageLineView(
            line.Action.Value, line.Path, line.Stage, line.Role.Value, [.. line.Actors.Select(actor => actor.Value)], line.From, line.Until, [.. line.People.Select(person => person.Value)]))],
        [.. report.Gaps.Select(gap => new CoverageGapView(gap.Kind.ToString(), gap.Role.Value, [.. gap.Actors.Select(actor => actor.Value)], gap.From, gap.Until, gap.Sentence))]);
}
