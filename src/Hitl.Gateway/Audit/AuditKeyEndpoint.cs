using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Ledger;

namespace Hitl.Gateway.Audit;

internal static class AuditKeyEndpoint
{
    public static void MapAuditKey(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit/key", Read)
            .RequireAuthorization(GatewayPolicies.Audit)
            .WithSummary("The public key that checkpoints verify with, as PEM. A verifier compares it with a copy from elsewhere.");

    private static IResult Read(LedgerReader ledger) => ledger.PublicKey is { } pem
        ? TypedResults.Text(pem.EndsWith('\n') ? pem : pem + "\n", "application/x-pem-file")
        : new Refusal(404, "audit.no_key", "No checkpoint key is configured: set Hitl:Postgres:CheckpointPublicKeyPath.").AsResult();
}
