using System.Text.Json;
using Hitl.Gateway.Problems;

namespace Hitl.Gateway.Bodies;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class BodyReader
{
    public const int JsonLimit = 256 * 1024;

    /// <summary>Reads the bytes; null with a refusal when there are too many.</summary>
    public static async Task<(byte[]? Body, Refusal? Refusal)> BytesAsync(HttpRequest request, int limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit) return (null, TooLarge(limit));
        using var held = new MemoryStream(request.ContentLength is { } length ? (int)length : 1024);
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (held.Length + read > limit) return (null, TooLarge(limit));
            await held.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return (held.ToArray(), null);
    }

    /// <summary>Reads a JSON object; null with a refusal when it is anything else.</summary>
    public static async Task<(JsonElement? Value, Refusal? Refusal)> ObjectAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType()) return (null, new(415, "body.media_type", "Send the body as application/json."));
        var (body, refusal) = await BytesAsync(request, JsonLimit, cancel);
        if (body is null) return (null, refusal);
        if (StrictJson.Parse(body, out refusal) is not { } value) return (null, refusal);
        return value.ValueKind == JsonValueKind.Object ? (value, null) : (null, new(400, "body.not_json", "The body must be one JSON object."));
    }

    private static Refusal TooLarge(int limit) => new(413, "body.too_large", $"The body is larger than {limit / 1024} KB.");
}
