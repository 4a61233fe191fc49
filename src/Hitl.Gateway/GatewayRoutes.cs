using Hitl.Gateway.Audit;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Catalogs;
using Hitl.Gateway.Console;
using Hitl.Gateway.Coverage;
using Hitl.Gateway.Decisions;
using Hitl.Gateway.Drills;
using Hitl.Gateway.Health;
using Hitl.Gateway.Mcp;
using Hitl.Gateway.Ops;
using Hitl.Gateway.Oversight;
using Hitl.Gateway.Requests;
using Hitl.Gateway.Retention;
using Hitl.Gateway.Reversals;
using Hitl.Gateway.Slack;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway;

/// <summary>Every route there is.</summary>
internal static class GatewayRoutes
{
    public static void MapGateway(this WebApplication routes)
    {
        routes.MapActions();
        routes.MapSubmit();
        routes.MapListRequests();
        routes.MapGetRequest();
        routes.MapImmutable();
        routes.MapWithdraw();
        routes.MapAnswer();
        routes.MapReverse();
        routes.MapTimeline();
        routes.MapDecide();
        routes.MapExtend();
        routes.MapParked();
        routes.MapInterventions();
        routes.MapReplays();
        routes.MapDrills();
        routes.MapAuditRequest();
        routes.MapAuditEvents();
        routes.MapAuditVerify();
        routes.MapAuditExport();
        routes.MapAuditKey();
        routes.MapAuditExplanation();
        routes.MapRetention();
        routes.MapCatalogShow();
        routes.MapCatalogCheck();
        routes.MapCatalogExplain();
        routes.MapCatalogVersions();
        routes.MapCatalogReports();
        routes.MapWhoAmI();
        routes.MapCoverageProof();
        routes.MapOversight();
        routes.MapCheckSlack();
        // With Socket Mode nobody but Slack can reach us, so the signed routes do not even exist.
        if (!routes.Services.GetRequiredService<IOptions<SlackDoorOptions>>().Value.IsSocketMode)
        {
            routes.MapSlackInteractions();
            routes.MapSlackCommands();
            routes.MapSlackEvents();
        }

        routes.MapMcp();
        routes.MapConsole();
        routes.MapHealth();
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
