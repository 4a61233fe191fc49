using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Targets;

namespace Hitl.Sandbox.Faults;

/// <summary>Sets, adds, lists and clears fault switches: /_sandbox/faults/slack and /_sandbox/faults/targets/{target}.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/_sandbox/faults/slack", FaultKinds.Slack);
        Map(routes, "/_sandbox/faults/targets/{target}", FaultKinds.Targets);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, IReadOnlySet<string> kinds)
    {
        routes = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.RouteValues["target"] is string target && !TargetEndpoints.Names.Contains(target)
                ? Results.Json(new { error = "no_such_target", targets = TargetEndpoints.Names }, WireJson.Options, statusCode: 404)
                : await next(context));
        routes.MapGet(path, (HttpContext context, FaultBook book) => Listing(book.List(Scope(context))));
        routes.MapDelete(path, (HttpContext context, FaultBook book) => Listing(book.Replace(Scope(context), [])));
        routes.MapPut(path, async (HttpContext context, FaultBook book) =>
            await ReadAsync(context, kinds) is { } rules ? Listing(book.Replace(Scope(context), rules)) : Refused(kinds));
        routes.MapPost(path, async (HttpContext context, FaultBook book) =>
        {
            if (await ReadAsync(context, kinds) is not { } rules) return Refused(kinds);
            foreach (var rule in rules) book.Add(Scope(context), rule);
            return Listing(book.List(Scope(context)));
        });
    }

    private static string Scope(HttpContext context) => context.Request.RouteValues["target"] as string ?? "slack";

    /// <summary>Accepts one rule, a list of rules, or {"rules":[…]}; null when any of them is not a known rule.</summary>
    private static async Task<List<FaultRule>?> ReadAsync(HttpContext context, IReadOnlySet<string> kinds)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = WireJson.TryParse(await reader.ReadToEndAsync());
        var list = body as JsonArray ?? body?["rules"] as JsonArray ?? (body is JsonObject { Count: > 0 } ? new JsonArray(body) : null);
        if (list is null) return null;
        try
        {
            var rules = list.Select(node => node.Deserialize<FaultRule>(WireJson.Options)!).ToList();
            return rules.TrueForAll(rule => kinds.Contains(rule.Kind)) ? rules : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Listing(IReadOnlyList<FaultRule> rules) => Results.Json(new { rules }, WireJson.Options);

    private static IResult Refused(IReadOnlySet<string> kinds) =>
        Results.Json(new { error = "not_a_fault", kinds = kinds.Order() }, WireJson.Options, statusCode: 400);
}
