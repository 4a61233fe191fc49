namespace Hitl.Sandbox.Targets.Accounts;

/// <summary>/targets/accounts/v1: read an account, change e-mail, address or plan, reverse a change, look changes up by key.</summary>
internal static class AccountsEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes, TargetDoor door)
    {
        var accounts = new Accounts(door.Target);
        var v1 = routes.MapGroup("/targets/accounts/v1");
        v1.MapGet("/changes", door.Read("changes.list", (context, asOf) =>
            new(200, accounts.List(change => change.Key == context.Request.Query["key"].ToString(), asOf))));
        v1.MapGet("/{customer}", door.Read("accounts.get", (context, asOf) => new(200, accounts.Get(Customer(context), asOf))));
        v1.MapGet("/{customer}/changes", door.Read("changes.list", (context, asOf) =>
            new(200, accounts.List(change => change.Subject == Customer(context), asOf))));
        foreach (var (segment, field) in Accounts.Fields)
        {
            v1.MapPost($"/{{customer}}/{segment}", door.Write($"{field}.change", (call, context, _) => accounts.Change(call, Customer(context), field)));
        }

        v1.MapPost("/{customer}/changes/{id}/reversal", door.Write("changes.reverse", (call, context, _) =>
            accounts.Reverse(call, Customer(context), (string)context.Request.RouteValues["id"]!)));
    }

    private static string Customer(HttpContext context) => (string)context.Request.RouteValues["customer"]!;
}
