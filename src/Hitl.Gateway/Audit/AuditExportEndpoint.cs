using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Ledger;

namespace Hitl.Gateway.Audit;

internal static class AuditExportEndpoint
{
    public static void MapAuditExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/export", ExportAsync)
            .RequireAuthorization(GatewayPolicies.Audit)
            .WithSummary("Stream ledger rows as JSON Lines (format=jsonl, verifiable offline) or CSV (format=csv). Exporting leaves a row.");

    private static async Task<IResult> ExportAsync(string? format, HttpContext http, LedgerReader ledger, CancellationToken cancel)
    {
        if (LedgerFilters.Read(http.Request.Query, out var refusal) is not { } filter) return refusal!.AsResult();
        if (format is not (null or "jsonl" or "csv")) return new Refusal(400, "field.invalid", "'format' is jsonl or csv.") { Field = "format" }.AsResult();
        var isCsv = format == "csv";
        var by = Caller.Of(http).By;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"ledger.{(isCsv ? "csv" : "jsonl")}\"";
        return TypedResults.Stream(
            async output => _ = await ledger.ExportAsync(filter, isCsv ? LedgerExportFormat.Csv : LedgerExportFormat.JsonLines, output, by, cancel),
            isCsv ? "text/csv; charset=utf-8" : "application/jsonl");
    }
}
