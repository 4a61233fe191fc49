using System.Globalization;
using Hitl.Client.Audit;
using Hitl.Gateway.Callers;
using Hitl.Postgres.Ledger;
using Hitl.Proof;

namespace Hitl.Gateway.Audit;

internal static class AuditVerifyEndpoint
{
    public static void MapAuditVerify(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/verify", VerifyAsync)
            .RequireAuthorization(GatewayPolicies.Audit)
            .Produces<LedgerVerification>()
            .WithSummary("Verify the whole chain, its checkpoints and the anchor.");

    private static async Task<IResult> VerifyAsync(HttpContext http, LedgerReader ledger, CancellationToken cancel)
    {
        var report = await ledger.VerifyAsync(cancel);
        await ledger.RecordReadAsync(
            Caller.Of(http).By, $"verified the ledger: {report.Rows} rows, {(report.IsIntact ? "intact" : "not intact")}",
            new() { ["how"] = "verify", ["rows"] = report.Rows, ["intact"] = report.IsIntact }, cancel);
        return TypedResults.Ok(new LedgerVerification(
            report.IsIntact, report.Rows, report.Unsealed, report.Checkpoints, report.Head == 0 ? null : report.HeadLink, [.. report.Findings.Select(Sentence)]));
    }

    private static string Sentence(VerifyFinding finding) => string.Create(
        CultureInfo.InvariantCulture, $"{finding.Code}: chain {finding.Chain}, sequence {finding.Sequence}: expected {finding.Expected}, found {finding.Found}");
}
