using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Model;
using Hitl.Sandbox.Slack.SocketMode;

namespace Hitl.Sandbox.Slack.Delivery;

/// <summary>Hands payloads to the app: over a Socket Mode connection when there is one, else as a signed POST.</summary>
internal sealed class AppDelivery(
    Workspace workspace, SocketHub sockets, FaultBook faults, SlackLog log, Journal journal, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends once, or as the inbound faults say: not at all, later, or several times.</summary>
    /// <returns>Every attempt made by now; the first is what the person saw.</returns>
    public async Task<IReadOnlyList<Attempt>> SendAsync(Outgoing outgoing)
    {
        var hit = faults.Take("slack", FaultKinds.SlackDeliveries, outgoing.What, new HashSet<string> { outgoing.User });
        // What the payload speaks of must outlive a crash of the sandbox once the app has heard of it.
        await journal.FlushedAsync();
        if (hit.Find("drop") is not null) return [Note(outgoing, new("http", null, null, "dropped", 0))];
        if (hit.Find("late") is { } late)
        {
            _ = SendLaterAsync(outgoing, late.Length());
            return [Note(outgoing, new("http", null, null, "late", 0))];
        }

        var attempts = new List<Attempt>();
        for (var i = 0; i <= (hit.Find("duplicate") is { } duplicate ? duplicate.Copies ?? 1 : 0); i++) attempts.Add(await TryAsync(outgoing));
        return attempts;
    }

    public void Dispose() => _http.Dispose();

    private async Task SendLaterAsync(Outgoing outgoing, TimeSpan delay)
    {
        await Task.Delay(delay, clock);
        await TryAsync(outgoing);
    }

    private async Task<Attempt> TryAsync(Outgoing outgoing)
    {
        var started = Stopwatch.GetTimestamp();
        var attempt = sockets.Any ? await TrySocketAsync(outgoing) : await TryHttpAsync(outgoing);
        return Note(outgoing, attempt with { ElapsedMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1) });
    }

    private async Task<Attempt> TrySocketAsync(Outgoing outgoing)
    {
        var (acknowledged, payload) = await sockets.SendAsync(outgoing, workspace.App.AnswerWithin);
        return acknowledged
            ? new("socket", 200, payload is null ? "" : WireJson.Write(payload), null, 0)
            : new("socket", null, null, "http_timeout", 0);
    }

    private async Task<Attempt> TryHttpAsync(Outgoing outgoing)
    {
        using var request = Sign(outgoing);
        using var timeout = new CancellationTokenSource(workspace.App.AnswerWithin, clock);
        try
        {
            using var response = await _http.SendAsync(request, timeout.Token);
            var body = await response.Content.ReadAsStringAsync(timeout.Token);
            var noRetry = response.Headers.TryGetValues("x-slack-no-retry", out var values) && values.Contains("1");
            return new("http", (int)response.StatusCode, body, null, 0) { NoRetry = noRetry };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new("http", null, null, "http_timeout", 0);
        }
        catch (HttpRequestException error)
        {
            return new("http", null, null, "connection_failed: " + error.Message, 0);
        }
    }

    private HttpRequestMessage Sign(Outgoing outgoing)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, outgoing.Url) { Content = new ByteArrayContent(outgoing.Body) };
        // Exactly this value, without a charset: bolt compares it as a whole.
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(outgoing.ContentType);
        request.Headers.TryAddWithoutValidation("User-Agent", "Slackbot 1.0 (+local sandbox)");
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSigner.Sign(workspace.App.SigningSecret, timestamp, outgoing.Body));
        if (outgoing.Retry > 0)
        {
            request.Headers.Add("X-Slack-Retry-Num", outgoing.Retry.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("X-Slack-Retry-Reason", outgoing.RetryReason);
        }

        return request;
    }

    private Attempt Note(Outgoing outgoing, Attempt attempt)
    {
        JsonNode? answer = attempt.Json ?? (attempt.Body is null ? null : JsonValue.Create(attempt.Body));
        log.Add("delivery", outgoing.What, outgoing.Payload, attempt.Status, answer, attempt.ElapsedMs, attempt.Error ?? $"{attempt.Transport}, {outgoing.User}");
        return attempt;
    }
}
