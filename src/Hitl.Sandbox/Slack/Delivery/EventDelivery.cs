using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Delivery;

/// <summary>Delivers events, and repeats those not answered: at once, after one minute, after five.</summary>
internal sealed class EventDelivery(Workspace workspace, AppDelivery delivery, TimeProvider clock)
{
    private static readonly TimeSpan[] RetryAfter = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Wraps an event in its callback and delivers it.</summary>
    /// <returns>The first attempts; later retries run on their own.</returns>
    public async Task<IReadOnlyList<Attempt>> SendAsync(JsonObject @event, string user)
    {
        var app = workspace.App;
        var outgoing = Outgoing.Event(Callback(@event, app), user, app);
        var attempts = await delivery.SendAsync(outgoing);
        if (!attempts[0].Succeeded && !attempts[0].NoRetry) _ = RetryAsync(outgoing, attempts[0]);
        return attempts;
    }

    /// <summary>Asks the app to echo a challenge, as when its address is entered.</summary>
    public async Task<(bool Verified, IReadOnlyList<Attempt> Attempts)> VerifyUrlAsync()
    {
        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var payload = new JsonObject { ["token"] = "deprecated", ["challenge"] = challenge, ["type"] = "url_verification" };
        var attempts = await delivery.SendAsync(Outgoing.Event(payload, "", workspace.App));
        var echoed = attempts[0].Json is JsonObject json ? json["challenge"]?.ToString() : attempts[0].Body?.Trim();
        return (attempts[0].Succeeded && echoed == challenge, attempts);
    }

    private async Task RetryAsync(Outgoing outgoing, Attempt last)
    {
        for (var retry = 1; retry <= RetryAfter.Length && !last.Succeeded && !last.NoRetry; retry++)
        {
            await Task.Delay(RetryAfter[retry - 1], clock);
            var reason = last.Error is null ? "http_error" : last.Error.Split(':')[0];
            last = (await delivery.SendAsync(outgoing with { Retry = retry, RetryReason = reason }))[0];
        }
    }

    private JsonObject Callback(JsonObject @event, SlackOptions app) => new()
    {
        ["token"] = "deprecated",
        ["team_id"] = app.TeamId,
        ["context_team_id"] = app.TeamId,
        ["context_enterprise_id"] = null,
        ["api_app_id"] = app.AppId,
        ["event"] = @event,
        ["type"] = "event_callback",
        ["event_id"] = "Ev" + Convert.ToHexString(RandomNumberGenerator.GetBytes(6)),
        ["event_time"] = clock.GetUtcNow().ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject
        {
            ["enterprise_id"] = null, ["team_id"] = app.TeamId, ["user_id"] = app.BotUserId, ["is_bot"] = true, ["is_enterprise_install"] = false,
        }),
        ["is_ext_shared_channel"] = false,
    };
}
