using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets;

/// <summary>Reads what callers of targets send.</summary>
internal static class TargetRequest
{
    /// <summary>Whether the caller shows the targets' key, as a bearer token.</summary>
    public static bool IsAuthorized(HttpContext context, SandboxOptions options) =>
        context.Request.Headers.Authorization.ToString() == "Bearer " + options.TargetKey;

    public static string? Key(HttpContext context) =>
        context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    /// <summary>A JSON object, or form fields with brackets: metadata[step_key]=… becomes {"metadata":{"step_key":…}}. Null when it is neither.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType) return Nested(await context.Request.ReadFormAsync());
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        return text.Length == 0 ? [] : WireJson.TryParse(text) as JsonObject;
    }

    public static JsonObject Query(HttpContext context) =>
        new(context.Request.Query.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.ToString())));

    public static Task SendAsync(HttpContext context, TargetReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(WireJson.Write(reply.Body));
    }

    private static JsonObject Nested(IFormCollection form)
    {
        var values = new JsonObject();
        foreach (var (name, value) in form)
        {
            var open = name.IndexOf('[', StringComparison.Ordinal);
            if (open <= 0 || !name.EndsWith(']'))
            {
                values[name] = value.ToString();
                continue;
            }

            var inner = values[name[..open]] as JsonObject ?? [];
            inner[name[(open + 1)..^1]] = value.ToString();
            values[name[..open]] ??= inner;
        }

        return values;
    }
}
