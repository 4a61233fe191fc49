namespace Hitl.Sandbox.Targets.Loyalty;

/// <summary>/targets/loyalty/v1: add or take points, read the balance, reverse an entry, look entries up by key.</summary>
internal static class LoyaltyEndpoints
{
    public static void MapLoyalty(this IEndpointRouteBuilder routes, TargetDoor door)
    {
        var points = new LoyaltyPoints(door.Target);
        var v1 = routes.MapGroup("/targets/loyalty/v1");
        v1.MapGet("/points", door.Read("points.list", (context, asOf) =>
            new(200, points.List(entry => entry.Key == context.Request.Query["key"].ToString(), asOf))));
        v1.MapGet("/{customer}/points", door.Read("points.list", (context, asOf) =>
            new(200, points.List(entry => entry.Subject == Customer(context), asOf))));
        v1.MapGet("/{customer}/balance", door.Read("balance.get", (context, asOf) => new(200, points.Account(Customer(context), asOf))));
        v1.MapPost("/{customer}/points", door.Write("points.add", (call, context, _) => points.Add(call, Customer(context))));
        v1.MapPost("/{customer}/points/{id}/reversal", door.Write("points.reverse", (call, context, _) =>
            points.Reverse(call, Customer(context), (string)context.Request.RouteValues["id"]!)));
    }

    private static string Customer(HttpContext context) => (string)context.Request.RouteValues["customer"]!;
}
