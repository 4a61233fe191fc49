using Hitl.Governance.Catalogs;
using Hitl.Postgres;

namespace Hitl.Gateway.Health;

/// <summary>Live: the process answers. Ready: it can take a request, which needs the store and an active catalog.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new { status = "live" })).AllowAnonymous().WithSummary("The process answers.");
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithSummary("Requests can be taken: the store answers and a catalog is active.");
    }

    private static async Task<IResult> ReadyAsync(ICatalogStore catalogs, TimeProvider clock, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await catalogs.ActiveAsync(either.Token) is { } catalog
                ? TypedResults.Json(new { status = "ready", catalog = catalog.Digest })
                : TypedResults.Json(new { status = "no catalog is active" }, statusCode: 503);
        }
        catch (Exception error) when (error is StoreUnavailableException or OperationCanceledException)
        {
            return TypedResults.Json(new { status = "the store does not answer" }, statusCode: 503);
        }
    }
}
