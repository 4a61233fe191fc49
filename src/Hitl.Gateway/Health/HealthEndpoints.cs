using Hitl.Gateway.Watchdog;
using Hitl.Governance.Catalogs;
using Hitl.Postgres;
using Hitl.Slack.SocketMode;

namespace Hitl.Gateway.Health;

/// <summary>Live: the process answers. Ready: it can take a request, which needs the store, an active catalog and a way from Slack that is not refused.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Json(new { status = "live" })).AllowAnonymous().WithSummary("The process answers.");
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous()
            .WithSummary("Requests can be taken: the store answers, a catalog is active, and Slack lets us in.");
        routes.MapGet("/health/escalations", Escalations).AllowAnonymous().WithSummary("Reminders, coverage and ends of stages happen when they are due.");
    }

    // Apart from readiness: a gateway that takes decisions is needed all the more while escalations stand still.
    private static IResult Escalations(WatchdogState watchdog) =>
        TypedResults.Json(new { status = watchdog.IsHealthy ? "on time" : "alarm", escalations = watchdog.Words }, statusCode: watchdog.IsHealthy ? 200 : 503);

    private static async Task<IResult> ReadyAsync(ICatalogStore catalogs, SocketModeHealth slack, WatchdogState watchdog, TimeProvider clock, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            if (await catalogs.ActiveAsync(either.Token) is not { } catalog) return Unready("no catalog is active");
            if (slack.State == SocketModeState.Stopped) return Unready(slack.Alarm!);
            return TypedResults.Json(new { status = "ready", catalog = catalog.Digest, slack = Words(slack.State), alarm = slack.Alarm, escalations = watchdog.Words });
        }
        catch (Exception error) when (error is StoreUnavailableException or OperationCanceledException)
        {
            return Unready("the store does not answer");
        }
    }

    private static string Words(SocketModeState state) => state switch
    {
        SocketModeState.Off => "signed HTTP",
        SocketModeState.Connected => "Socket Mode, connected",
        _ => "Socket Mode, connecting",
    };

    private static IResult Unready(string status) => TypedResults.Json(new { status }, statusCode: 503);
}
