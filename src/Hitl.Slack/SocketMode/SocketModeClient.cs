using System.Net.WebSockets;
using System.Security.Cryptography;
using Hitl.Slack.WebApi;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hitl.Slack.SocketMode;

/// <summary>Holds one connection to Slack at all times: a successor greets before the old one drains, and a broken one is made again.</summary>
/// <remarks>Source: Slack, “Using Socket Mode”. What only a person can repair stops it with an alarm instead of a loop.</remarks>
public sealed partial class SocketModeClient(
    SlackWebApi slack, ISocketHandler handler, SocketModeHealth health, IOptions<SlackOptions> slackOptions, IOptions<SocketModeOptions> options,
    TimeProvider time, ILogger<SocketModeClient> log)
{
    // A connection that lived this long was a good one: what breaks it is not counted as another failure.
    private static readonly TimeSpan GoodLife = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Recheck = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Fatal = new(StringComparer.Ordinal)
    {
        "link_disabled", "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "not_allowed_token_type", "missing_scope",
        "no_permission", "team_access_not_granted",
    };

    private readonly SocketModeOptions _options = options.Value;
    private int _failures;

    /// <summary>Runs until cancelled, or until Slack refuses for a reason that only a person can repair.</summary>
    /// <param name="cancel">Stops; what was begun is finished first, for at most 5 s.</param>
    public async Task RunAsync(CancellationToken cancel)
    {
        health.Connecting(null);
        SocketLink? link = null;
        try
        {
            link = await ConnectAsync(held: 0, cancel);
            while (link is not null)
            {
                var since = time.GetTimestamp();
                var reason = await LeavingAsync(link, cancel);
                if (time.GetElapsedTime(since) > GoodLife) _failures = 0;
                if (reason == "too_many_websockets") await GhostAsync(cancel);
                if (Fatal.Contains(reason))
                {
                    Stop(reason);
                    return;
                }

                link = await ReplaceAsync(link, reason, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            LogStopping(log);
        }
        finally
        {
            if (link is not null) await link.DrainAsync();
        }
    }

    private async Task<string> LeavingAsync(SocketLink link, CancellationToken cancel)
    {
        try
        {
            return await link.LeavingAsync(health.Alarm == SocketModeHealth.GhostConnections ? Recheck : Timeout.InfiniteTimeSpan, cancel);
        }
        catch (TimeoutException)
        {
            // Only a greeting tells how many connections there are: ask for one, to see whether the stranger is gone.
            return "recheck";
        }
    }

    private async Task<SocketLink?> ReplaceAsync(SocketLink old, string reason, CancellationToken cancel)
    {
        var isBroken = reason == "broken";
        LogReplacing(log, reason);
        if (isBroken) health.Connecting(health.Alarm);
        SocketLink? successor = null;
        try
        {
            if (isBroken) await PauseAsync(null, cancel);
            return successor = await ConnectAsync(held: isBroken ? 0 : 1, cancel);
        }
        finally
        {
            // Also when we stop or gave up: what the old one began is finished first.
            if (successor is null || isBroken) await old.DrainAsync();
            else _ = old.DrainAsync();
        }
    }

    private async Task<SocketLink?> ConnectAsync(int held, CancellationToken cancel)
    {
        while (true)
        {
            var (link, reason, wait) = await TryAsync(cancel);
            if (link is not null)
            {
                Greeted(link.Hello, held);
                return link;
            }

            if (Fatal.Contains(reason!))
            {
                Stop(reason!);
                return null;
            }

            LogNotConnected(log, reason!);
            if (held == 0) health.Connecting(health.Alarm);
            await PauseAsync(wait, cancel);
        }
    }

    private async Task<(SocketLink? Link, string? Reason, TimeSpan? Wait)> TryAsync(CancellationToken cancel)
    {
        var reply = await slack.OpenConnectionAsync(_options.AppToken, cancel);
        if (!reply.IsOk) return (null, reply.Code ?? "unknown_error", reply.RetryAfter);
        if (Address(reply.Text("url")) is not { } address)
        {
            health.Connecting(SocketModeHealth.ForeignHost);
            return (null, SocketModeHealth.ForeignHost, null);
        }

        try
        {
            return (await SocketLink.OpenAsync(address, _options.SocketHello, handler, time, log, cancel), null, null);
        }
        catch (SocketRefusedException refused)
        {
            if (refused.Reason == "too_many_websockets") health.Connecting(SocketModeHealth.GhostConnections);
            return (null, refused.Reason, null);
        }
        catch (Exception failure) when (failure is WebSocketException or TimeoutException or IOException)
        {
            return (null, failure.Message, null);
        }
    }

    /// <summary>The address, if it is one that Slack itself (or the configured local Slack) serves.</summary>
    private Uri? Address(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.UserInfo.Length > 0) return null;
        var api = slackOptions.Value.ApiUrl;
        var isOurs = api.Host == "slack.com"
            ? address is { Scheme: "wss", IsDefaultPort: true } && address.Host.EndsWith(".slack.com", StringComparison.Ordinal)
            : address.Scheme is "ws" or "wss" && address.Host == api.Host;
        if (!isOurs) return null;
        return _options.SocketDebugReconnects ? new(text + "&debug_reconnects=true") : address;
    }

    private void Greeted(SocketHello hello, int held)
    {
        // While ours are replaced each counts twice.
        var ours = held == 0 ? _options.SocketConnections : _options.SocketConnections * 2;
        var isHaunted = hello.Connections > ours;
        if (isHaunted) LogGhosts(log, hello.Connections, ours);
        else LogConnected(log, hello.Connections);
        health.Connected(isHaunted ? SocketModeHealth.GhostConnections : null);
    }

    private Task GhostAsync(CancellationToken cancel)
    {
        LogGhosts(log, 10, _options.SocketConnections);
        health.Connecting(SocketModeHealth.GhostConnections);
        return PauseAsync(null, cancel);
    }

    private void Stop(string reason)
    {
        health.Stopped("slack." + reason);
        LogStopped(log, reason);
    }

    private async Task PauseAsync(TimeSpan? asked, CancellationToken cancel)
    {
        var most = Math.Min(_options.SocketLongestPause.TotalMilliseconds, 1000 * Math.Pow(2, Math.Min(_failures++, 20)));
        // Anywhere up to the limit: gateways that lost the same Slack must not come back as one.
        var pause = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32((int)most) + 1);
        await Task.Delay(asked > pause ? asked.Value : pause, time, cancel);
    }

    [LoggerMessage(2111, LogLevel.Information, "Connected to Slack in Socket Mode; the app has {Connections} connections")]
    private static partial void LogConnected(ILogger log, int connections);

    [LoggerMessage(2112, LogLevel.Information, "Slack's connection is replaced: {Reason}")]
    private static partial void LogReplacing(ILogger log, string reason);

    [LoggerMessage(2113, LogLevel.Warning, "No connection to Slack: {Reason}; trying again")]
    private static partial void LogNotConnected(ILogger log, string reason);

    [LoggerMessage(2114, LogLevel.Critical, "slack.ghost_connections: the app has {Connections} connections and ours are {Ours}; clicks may go to somebody else")]
    private static partial void LogGhosts(ILogger log, int connections, int ours);

    [LoggerMessage(2115, LogLevel.Critical, "slack.{Reason}: Slack refuses Socket Mode and nothing is tried any more; people decide in the console until it is repaired and the gateway restarted")]
    private static partial void LogStopped(ILogger log, string reason);

    [LoggerMessage(2116, LogLevel.Information, "Socket Mode stops")]
    private static partial void LogStopping(ILogger log);
}
