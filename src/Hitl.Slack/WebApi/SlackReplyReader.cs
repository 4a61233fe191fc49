using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitl.Slack.WebApi;

/// <summary>Reads HTTP answers of the Web API.</summary>
internal static class SlackReplyReader
{
    private static readonly TimeSpan Unstated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // The call was not carried out, and nothing about it is wrong: the workspace or our token needs attention first.
    private static readonly HashSet<string> OutOfOrder = new(StringComparer.Ordinal)
    {
        "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope", "no_permission",
        "team_access_not_granted", "message_limit_exceeded", "service_unavailable", "team_added_to_org", "ekm_access_denied",
    };

    // Slack documents that these may have taken effect.
    private static readonly HashSet<string> Undetermined = new(StringComparer.Ordinal) { "fatal_error", "internal_error", "request_timeout" };

    public static async Task<SlackReply> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode == HttpStatusCode.TooManyRequests) return new(SlackReplyKind.Later, "ratelimited", null, Wait(answer));
        if (!answer.IsSuccessStatusCode) return new(SlackReplyKind.Unknown, $"http_{(int)answer.StatusCode}", null, null);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return Parse(text) is not { } body ? new(SlackReplyKind.Unknown, "unreadable_answer", null, null) : Judge(body, answer);
    }

    public static SlackReply NoConnection { get; } = new(SlackReplyKind.Later, "no_connection", null, TimeSpan.FromSeconds(2));

    public static SlackReply NoAnswer { get; } = new(SlackReplyKind.Unknown, "no_answer", null, null);

    private static SlackReply Judge(JsonObject body, HttpResponseMessage answer)
    {
        if (body["ok"] is JsonValue ok && ok.TryGetValue<bool>(out var done) && done) return new(SlackReplyKind.Ok, null, body, null) { Scopes = Scopes(answer) };
        var error = body["error"] is JsonValue value && value.TryGetValue<string>(out var code) ? code : "unknown_error";
        if (error is "ratelimited" or "rate_limited") return new(SlackReplyKind.Later, "ratelimited", body, Wait(answer));
        if (OutOfOrder.Contains(error)) return new(SlackReplyKind.Later, error, body, Unstated);
        return new(Undetermined.Contains(error) ? SlackReplyKind.Unknown : SlackReplyKind.Refused, Detailed(error, body), body, null);
    }

    private static IReadOnlyList<string> Scopes(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("x-oauth-scopes", out var values) ? string.Join(',', values).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    private static string Detailed(string error, JsonObject body) =>
        body["response_metadata"]?["messages"] is JsonArray { Count: > 0 } messages ? $"{error}: {messages[0]}" : error;

    private static TimeSpan Wait(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Retry-After", out var values)) return Unstated;
        if (!int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return Unstated;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 1, (int)Longest.TotalSeconds));
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
