using System.Globalization;

namespace Hitl.Sandbox.Targets.Payments;

/// <summary>/targets/payments/v1: refunds and charges, Stripe-compatible in shape.</summary>
internal static class PaymentsEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder routes, TargetDoor door)
    {
        var refunds = new Refunds(door.Target);
        var v1 = routes.MapGroup("/targets/payments/v1");
        v1.MapPost("/refunds", door.Write("refunds.create", (call, _, hit) => refunds.Create(call, hit)));
        v1.MapPost("/refunds/{id}/cancel", door.Write("refunds.cancel", (call, context, _) => refunds.Cancel(call, Route(context, "id"))));
        v1.MapGet("/refunds/search", door.Read("refunds.search", (context, asOf) =>
            refunds.Search(RefundQuery.Parse(context.Request.Query["query"]), Limit(context), asOf)));
        v1.MapGet("/refunds/{id}", door.Read("refunds.get", (context, asOf) => refunds.Find(Route(context, "id"), asOf)));
        v1.MapGet("/refunds", door.Read("refunds.list", (context, asOf) =>
            refunds.List(Query(context, "charge") ?? Query(context, "payment_intent"), Limit(context), Query(context, "starting_after"), asOf)));
        v1.MapGet("/charges/{id}", door.Read("charges.get", (context, asOf) =>
            new(200, refunds.Charge(Route(context, "id"), Query(context, "currency"), asOf))));
        routes.MapGet("/_sandbox/targets/payments/totals", () => Slack.Driver.DriverDesk.Json(door.Target.Journal.Change(refunds.Totals)));
    }

    private static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    private static int Limit(HttpContext context) =>
        int.TryParse(Query(context, "limit"), CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit, 1, 100) : 10;
}
