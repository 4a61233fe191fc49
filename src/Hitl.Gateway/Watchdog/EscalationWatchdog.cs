using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Postgres;
using Hitl.Postgres.Stages;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitl.Gateway.Watchdog;

/// <summary>Sees from outside the workflows whether reminders, coverage and ends of stages came when they were due, and raises one alarm for each that did not.</summary>
/// <remarks>There is no excuse it accepts: whatever rightly makes a stage wait longer moves the stage's stored moments, and with them the alarm.</remarks>
internal sealed partial class EscalationWatchdog(
    StageWatch stages, WatchdogState state, IOptions<WatchdogOptions> options, TimeProvider clock, ILogger<EscalationWatchdog> log) : BackgroundService
{
    /// <summary>Looks once; tells how many stages are overdue.</summary>
    public async Task<int> LookAsync(CancellationToken cancel)
    {
        var overdue = await stages.OverdueAsync(options.Value.Grace, cancel);
        foreach (var stage in overdue)
        {
            if (!await stages.RaiseAsync(stage, Entry(stage), cancel)) continue;
            state.Raised();
            LogAlarm(stage.Key.Ordinal, stage.Key.Request.Value, stage.Missed, stage.At);
        }

        state.Saw(overdue.Count);
        return overdue.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or NpgsqlException)
            {
                // The state grows old by itself, and that is not healthy.
                LogBlind(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static LedgerEntry Entry(OverdueStage stage) => new()
    {
        Kind = LedgerKinds.EscalationOverdue,
        Request = stage.Key.Request,
        Revision = stage.Key.Revision,
        By = "system:gateway",
        Summary = $"Alarm: {stage.Missed} of stage {stage.Key.Ordinal} ({stage.Name}) was due at {stage.At:yyyy-MM-dd HH:mm:ss} UTC and did not happen.",
        Body = new JsonObject { ["stage"] = stage.Key.Ordinal, ["missed"] = stage.Missed, ["dueAt"] = stage.At.UtcDateTime.ToString("O") },
    };

    [LoggerMessage(120, LogLevel.Error, "Stage {Stage} of {Request}: {Missed} was due at {At} and did not happen. Escalations do not run; look at the escalation worker and at Temporal")]
    private partial void LogAlarm(int stage, string request, string missed, DateTimeOffset at);

    [LoggerMessage(121, LogLevel.Warning, "The watchdog cannot see whether escalations run; the heartbeat stops")]
    private partial void LogBlind(Exception failure);
}
