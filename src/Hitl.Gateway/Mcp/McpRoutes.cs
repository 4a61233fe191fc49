using Hitl.Gateway.Callers;

namespace Hitl.Gateway.Mcp;

/// <summary>The door of agents that speak the Model Context Protocol, and where a client learns what kind of credential it takes.</summary>
internal static class McpRoutes
{
    public const string Path = "/mcp";
    private const string Metadata = "/.well-known/oauth-protected-resource/mcp";

    public static void MapMcp(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (HttpContext http, McpDoor door) => door.PostAsync(http))
            .RequireAuthorization(GatewayPolicies.Agent)
            .ExcludeFromDescription();
        routes.MapGet(Metadata, (HttpContext http) => TypedResults.Json(new
            {
                resource = At(http, Path), resource_name = "HitlWorkflows", bearer_methods_supported = (string[])["header"], resource_documentation = At(http, "/openapi/v1.json"),
            }))
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    /// <summary>What a 401 says beside the refusal: a client of this door learns where it is described.</summary>
    public static string Challenge(HttpContext http) => http.Request.Path == Path ? $"Bearer resource_metadata=\"{At(http, Metadata)}\"" : "Bearer";

    private static string At(HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{path}";
}
