using Hitl.Peers;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Watchdog;

/// <summary>Calls an address while escalations run on time. When the calls stop, whoever keeps it knows, even if this machine is gone.</summary>
internal sealed partial class Heartbeat(WatchdogState state, IOptions<WatchdogOptions> options, TimeProvider clock, ILogger<Heartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };

    /// <summary>Calls once, unless something is overdue or nobody knows; true when it was called and answered well.</summary>
    public async Task<bool> BeatAsync(CancellationToken cancel)
    {
        if (options.Value.HeartbeatUrl is not { } url) return false;
        if (!state.IsHealthy)
        {
            LogSkipped(state.Words);
            return false;
        }

        try
        {
            using var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode) LogFailed($"it answered {(int)answer.StatusCode}");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (PeerFailure.IsAway(failure) || failure is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            LogFailed(failure.Message);
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.HeartbeatUrl is null) return;
        using var timer = new PeriodicTimer(options.Value.HeartbeatEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await BeatAsync(stoppingToken);
    }

    [LoggerMessage(122, LogLevel.Warning, "No heartbeat: {Why}")]
    private partial void LogSkipped(string why);

    [LoggerMessage(123, LogLevel.Warning, "The heartbeat did not arrive: {Why}")]
    private partial void LogFailed(string why);
}
