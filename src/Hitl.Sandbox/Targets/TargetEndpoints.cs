using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Targets.Accounts;
using Hitl.Sandbox.Targets.Loyalty;
using Hitl.Sandbox.Targets.Payments;
using Hitl.Sandbox.Targets.Webhooks;

namespace Hitl.Sandbox.Targets;

/// <summary>Registers the targets, their doors, and the ledgers only checkers read.</summary>
internal static class TargetEndpoints
{
    /// <summary>The names by which faults and ledgers know them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["payments", "accounts", "loyalty", "webhook"];

    public static void AddTargets(this IServiceCollection services)
    {
        services.AddSingleton<TargetDesk>();
        foreach (var name in Names)
        {
            services.AddKeyedSingleton(name, (provider, _) =>
                new Target(name, provider.GetRequiredService<Journal>(), provider.GetRequiredService<TimeProvider>()));
        }
    }

    public static void MapTargets(this WebApplication app)
    {
        app.MapPayments(Door(app, "payments"));
        app.MapAccounts(Door(app, "accounts"));
        app.MapLoyalty(Door(app, "loyalty"));
        app.MapWebhooks(
            app.Services.GetRequiredKeyedService<Target>("webhook"), app.Services.GetRequiredService<TargetDesk>(), app.Services.GetRequiredService<SandboxOptions>());

        app.MapGet("/_sandbox/targets/{target}/ledger", (string target, IServiceProvider services) =>
            services.GetKeyedService<Target>(target) is { } known ? Slack.Driver.DriverDesk.Json(known.Ledger()) : Results.NotFound());
        app.MapPost("/_sandbox/targets/{target}/reset", (string target, IServiceProvider services, FaultBook faults) =>
        {
            if (services.GetKeyedService<Target>(target) is not { } known) return Results.NotFound();
            known.Reset();
            faults.Clear(target);
            return Results.Ok();
        });
    }

    private static TargetDoor Door(WebApplication app, string name) => new(
        app.Services.GetRequiredKeyedService<Target>(name), app.Services.GetRequiredService<TargetDesk>(), app.Services.GetRequiredService<SandboxOptions>());
}
