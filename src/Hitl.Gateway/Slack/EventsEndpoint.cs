using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Gateway.Bodies;

namespace Hitl.Gateway.Slack;

/// <summary>The Events API's address: proves that it is ours when Slack asks, and takes what people open.</summary>
internal static class EventsEndpoint
{
    public static void MapSlackEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/slack/events", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, SignedBody signed, SlackEvents events, SlackPatience patience, CancellationToken cancel)
    {
        var (body, answer) = await signed.ReadAsync(http.Request, isForm: false, cancel);
        if (body is null) return answer!;
        if (StrictJson.Parse(body, out _) is not { ValueKind: JsonValueKind.Object } payload) return TypedResults.Ok();
        if (Text(payload, "type") == "url_verification") return TypedResults.Json(new JsonObject { ["challenge"] = Text(payload, "challenge") });
        var (done, _) = await patience.TryAsync(
            async soon =>
            {
                await events.HandleAsync(JsonObject.Create(payload)!, soon);
                return null;
            },
            cancel);
        return done ? TypedResults.Ok() : TypedResults.StatusCode(503);
    }

    private static string? Text(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
