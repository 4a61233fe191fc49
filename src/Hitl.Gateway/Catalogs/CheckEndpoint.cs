using System.Text;
using Hitl.Client.Catalogs;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Catalogs;

internal static class CheckEndpoint
{
    private const int Largest = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void MapCatalogCheck(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/catalog/check", CheckAsync)
            .RequireAuthorization(GatewayPolicies.Person)
            .Produces<CatalogCheck>()
            .WithSummary("Check a proposed catalog (YAML in the body); nothing is stored.");

    private static async Task<IResult> CheckAsync(string? file, HttpContext http, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.BytesAsync(http.Request, Largest, cancel);
        if (body is null) return refusal!.AsResult();
        if (!TryText(body, out var text)) return new Refusal(400, "body.not_text", "The catalog must be UTF-8 text.").AsResult();
        var parsed = CatalogParser.Parse(text, string.IsNullOrEmpty(file) ? "catalog.yaml" : Quoted.Cut(file));
        var problems = parsed.Errors.Select(e => new CatalogProblem(e.Code, e.Expected is null ? e.Message : $"{e.Message} Expected: {e.Expected}.", e.File, e.Line, e.Column));
        return TypedResults.Ok(new CatalogCheck(parsed.IsValid, parsed.Catalog?.Digest, [.. problems]));
    }

    private static bool TryText(byte[] body, out string text)
    {
        try
        {
            text = Strict.GetString(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
