using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Slack.Interactions;

/// <summary>Reads callback bodies after their signature was verified. Malformed input is null, never an exception.</summary>
public static class SlackPayloads
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        AllowDuplicateProperties = false,
        MaxDepth = 40,
    };

    /// <summary>Reads an interactivity callback: a form with one field <c>payload</c> of JSON.</summary>
    public static SlackInteraction? Interaction(ReadOnlySpan<byte> body) =>
        Form(body) is { } form && form.TryGetValue("payload", out var payload) ? Interaction(payload) : null;

    /// <summary>Reads an interaction's JSON, as Socket Mode delivers it.</summary>
    public static SlackInteraction? Interaction(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<SlackInteraction>(payload, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a slash command; null when a field that every command has is missing.</summary>
    public static SlackCommand? Command(ReadOnlySpan<byte> body)
    {
        return Form(body) is { } form ? Command(form.GetValueOrDefault) : null;
    }

    /// <summary>Reads a slash command as Socket Mode delivers it.</summary>
    public static SlackCommand? Command(JsonObject payload) =>
        Command(name => payload[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null);

    private static SlackCommand? Command(Func<string, string?> field)
    {
        return field("command") is { } command && field("user_id") is { } user && field("team_id") is { } team
            ? new(command, field("text") ?? "", user, team, field("api_app_id"), field("channel_id"), field("trigger_id"), field("response_url"))
            : null;
    }

    /// <summary>Tells whether the body is Slack's unsigned certificate check (<c>ssl_check=1</c>): answer 200 and read nothing else of it.</summary>
    public static bool IsCertificateCheck(ReadOnlySpan<byte> body) => Form(body) is { } form && form.GetValueOrDefault("ssl_check") == "1";

    /// <summary>Reads a form; null when a field is repeated, because then two readers could see two bodies.</summary>
    public static IReadOnlyDictionary<string, string>? Form(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(at < 0 ? pair : pair[..at]);
            if (!fields.TryAdd(name, at < 0 ? "" : Decode(pair[(at + 1)..]))) return null;
        }

        return fields;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
