using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>Arguments of one call: query, form fields (complex values as JSON text) or a JSON body, all alike.</summary>
internal sealed class SlackArguments(JsonObject values)
{
    public JsonObject Values { get; } = values;

    /// <summary>Reads them; null when a JSON body is not a JSON object.</summary>
    public static async Task<SlackArguments?> ReadAsync(HttpRequest request)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Query) values[name] = value.ToString();
        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync()) values[name] = value.ToString();
        }
        else if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var reader = new StreamReader(request.Body);
            if (WireJson.TryParse(await reader.ReadToEndAsync()) is not JsonObject body) return null;
            foreach (var (name, value) in body) values[name] = value?.DeepClone();
        }

        return new(values);
    }

    /// <summary>A text argument; null when it is absent or empty.</summary>
    public string? Text(string name) => Values.Text(name) is { Length: > 0 } text ? text : null;

    public bool Has(string name) => Values[name] is not null;

    public bool Flag(string name) => Text(name) is "true" or "1";

    public bool? OptionalFlag(string name) => Has(name) ? Flag(name) : null;

    public int Number(string name, int otherwise, int most) =>
        int.TryParse(Text(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? Math.Min(number, most) : otherwise;

    /// <summary>A complex argument, as JSON or as JSON inside text; null when absent or not JSON.</summary>
    public JsonNode? Json(string name) => Values[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
        ? WireJson.TryParse(value.GetValue<string>())
        : Values[name];
}
