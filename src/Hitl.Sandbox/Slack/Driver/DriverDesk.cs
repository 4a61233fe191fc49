using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.People;

namespace Hitl.Sandbox.Slack.Driver;

/// <summary>Runs one thing a person does for the driver API and reports everything that followed.</summary>
internal sealed class DriverDesk(Controls controls, ViewBook views, ChangeSignal signal, DriverJson json, TimeProvider clock)
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The body may ask to wait: {"wait_for": "view" | "ephemeral" | "message", "wait_seconds": 5}; and to be told only what
    /// the app answered, not what changed meanwhile: {"brief": true}.
    /// </summary>
    public async Task<IResult> RunAsync(HttpContext context, Func<string, JsonObject, Task<PersonOutcome>> act)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if ((text.Length == 0 ? new JsonObject() : WireJson.TryParse(text)) is not JsonObject body) return NotUnderstood();
        var user = (string)context.Request.RouteValues["user"]!;
        try
        {
            var watch = new Watch(user, controls, views, signal);
            var outcome = await act(user, body);
            if (outcome.Refusal is null) await watch.ForAsync(body.Text("wait_for"), Wait(body), clock);
            var isBrief = body["brief"]?.GetValue<bool>() ?? false;
            var answer = isBrief ? json.Outcome(outcome, [], []) : json.Outcome(outcome, watch.ChangedViews, watch.ChangedMessages);
            return Json(answer, outcome.Refusal?.StartsWith("no_such", StringComparison.Ordinal) == true ? 404 : 200);
        }
        catch (JsonException)
        {
            return NotUnderstood();
        }
    }

    public static IResult Json(JsonNode node, int status = 200) =>
        Results.Text(WireJson.Write(node), "application/json", statusCode: status);

    public static JsonArray List(IEnumerable<JsonNode> items) => new([.. items]);

    private static TimeSpan Wait(JsonObject body) =>
        double.TryParse(body.Text("wait_seconds"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : DefaultWait;

    private static IResult NotUnderstood() => Json(new JsonObject { ["error"] = "body_not_understood" }, 400);
}
