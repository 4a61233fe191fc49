using Hitl.Client.Catalogs;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

internal static class CheckEndpoint
{
    public static void MapCatalogCheck(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/catalog/check", CheckAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<CatalogCheck>()
            .WithSummary("Check a proposed catalog (YAML, or JSON with several files); nothing is stored.");

    /// <summary>What a parse found, in the contract's words.</summary>
    public static CatalogCheck View(CatalogParseResult parsed) => new(parsed.IsValid, parsed.Catalog?.Digest, [.. parsed.Errors.Select(Problem)]);

    private static async Task<IResult> CheckAsync(string? file, HttpContext http, CancellationToken cancel)
    {
        var (files, refusal) = await CatalogBodies.ReadAsync(http.Request, file, cancel);
        return files is null ? refusal!.AsResult() : TypedResults.Ok(View(CatalogParser.Parse(files)));
    }

    private static CatalogProblem Problem(CatalogError error) =>
        new(error.Code, error.Expected is null ? error.Message : $"{error.Message} Expected: {error.Expected}.", error.File, error.Line, error.Column)
        {
            Excerpt = error.Excerpt, Expected = error.Expected,
        };
}
