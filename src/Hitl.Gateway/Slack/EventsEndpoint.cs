using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Gateway.Bodies;

namespace Hitl.Gateway.Slack;

/// <summary>The Events API's address: proves that it is ours when Slack asks; no event changes anything here.</summary>
internal static class EventsEndpoint
{
    public static void MapSlackEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/slack/events", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, SignedBody signed, CancellationToken cancel)
    {
        var (body, answer) = await signed.ReadAsync(http.Request, isForm: false, cancel);
        if (body is null) return answer!;
        if (StrictJson.Parse(body, out _) is not { ValueKind: JsonValueKind.Object } payload || Text(payload, "type") != "url_verification") return TypedResults.Ok();
        return TypedResults.Json(new JsonObject { ["challenge"] = Text(payload, "challenge") });
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
