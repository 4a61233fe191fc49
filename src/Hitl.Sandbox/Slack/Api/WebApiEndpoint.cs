using System.Diagnostics;
using System.Text;
using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>POST (or GET) /api/{method}: token, faults, the method, and the log entry.</summary>
internal sealed class WebApiEndpoint(
    IEnumerable<ISlackMethods> families, Workspace workspace, FaultBook faults, RateTiers tiers, SlackLog log, Journal journal, TokenBook tokens,
    TimeProvider clock)
{
    private static readonly HashSet<string> NeedsNoToken = ["api.test", "oauth.v2.access", "openid.connect.token", "openid.connect.userInfo"];

    private readonly Dictionary<string, SlackMethod> _methods = families.SelectMany(family => family.Methods).ToDictionary();

    public async Task HandleAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var method = (string)context.Request.RouteValues["method"]!;
        var arguments = await SlackArguments.ReadAsync(context.Request) ?? new([]);
        var hit = faults.Take("slack", FaultKinds.SlackCalls, method, Mentioned(arguments));
        var note = hit.Kinds.Any() ? "fault: " + string.Join(", ", hit.Kinds) : null;

        var answer = await FailBeforeAsync(context, method, arguments, hit) ? null : Answer(context, method, arguments, hit);
        if (answer is not null) await SendAsync(context, answer, hit);
        log.Add(
            "call", method, arguments.Values, answer is null ? null : context.Response.StatusCode, answer?.Body,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds, note);
    }

    /// <summary>What goes wrong before the method runs; true when the call ends here.</summary>
    private async Task<bool> FailBeforeAsync(HttpContext context, string method, SlackArguments arguments, FaultSet hit)
    {
        if (hit.Find("delay") is { } delay) await context.PauseAsync(delay.Length(), clock);
        if (hit.Find("timeout_before") is { } hold) await context.HoldThenCutAsync(hold, journal, clock);
        else if (hit.Find("cut_before") is not null) await context.CutAsync(journal);
        else if (hit.Find("rate_limit") is { } limited) await RefuseRateAsync(context, limited.RetryAfter?.ToString());
        else if (TierRefusal(method, arguments) is { } seconds) await RefuseRateAsync(context, $"{seconds}");
        else if (hit.Find("http") is { } broken) await WriteAsync(context, broken.Status ?? 503, "text/html", broken.Body ?? "<html><body>Server error</body></html>");
        else if (hit.Find("html") is { } page) await WriteAsync(context, 200, "text/html", page.Body ?? "<html><body>Down for maintenance</body></html>");
        else return context.RequestAborted.IsCancellationRequested;
        return true;
    }

    private SlackAnswer Answer(HttpContext context, string method, SlackArguments arguments, FaultSet hit)
    {
        if (hit.Find("error") is { } error) return SlackAnswer.Fail(error.Error ?? "fatal_error");
        var token = Token(context, arguments);
        if (!_methods.TryGetValue(method, out var run)) return SlackAnswer.Fail("unknown_method");
        return RefuseToken(method, token) is { } refusal ? SlackAnswer.Fail(refusal) : run(new(method, arguments, token ?? ""));
    }

    private async Task SendAsync(HttpContext context, SlackAnswer answer, FaultSet hit)
    {
        var body = WireJson.Write(answer.Body);
        if (hit.Find("cut_after") is not null) await context.CutAsync(journal);
        else if (hit.Find("timeout_after") is { } hold) await context.HoldThenCutAsync(hold, journal, clock);
        else if (hit.Find("truncate") is not null) await context.TruncateAsync(Encoding.UTF8.GetBytes(body));
        else await WriteAsync(context, 200, "application/json; charset=utf-8", body);
    }

    private string? RefuseToken(string method, string? token)
    {
        if (NeedsNoToken.Contains(method)) return null;
        if (token is null) return "not_authed";
        if (tokens.Look(token) is { IsKnown: true } rotated) return rotated.HasEnded ? "token_expired" : method == "apps.connections.open" ? "not_allowed_token_type" : null;
        if (token == workspace.App.BotToken && faults.List("slack").Any(rule => rule.Kind == "token_rotation")) return "token_expired";
        if (token != workspace.App.BotToken && token != workspace.App.AppToken) return "invalid_auth";
        return (method == "apps.connections.open") == (token == workspace.App.AppToken) ? null : "not_allowed_token_type";
    }

    private static string? Token(HttpContext context, SlackArguments arguments) =>
        context.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : arguments.Text("token");

    private int? TierRefusal(string method, SlackArguments arguments) =>
        faults.List("slack").Any(rule => rule.Kind == "tier_limits") ? tiers.Count(method, arguments.Text("channel")) : null;

    private static async Task RefuseRateAsync(HttpContext context, string? retryAfter)
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await WriteAsync(context, 429, "application/json; charset=utf-8", """{"ok":false,"error":"ratelimited"}""");
    }

    private static async Task WriteAsync(HttpContext context, int status, string contentType, string body)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, contentType);
        await context.Response.WriteAsync(body);
    }

    private static HashSet<string> Mentioned(SlackArguments arguments) =>
        [.. new[] { "channel", "user", "users", "user_id", "email", "ts" }.Select(arguments.Text).OfType<string>()];
}
