using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Proof;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Holds the newest rows against what was sealed, signed and anchored, every minute; stops executions when they do not agree.</summary>
internal sealed partial class LedgerWatch(
    SealStore store, AnchorFile anchor, CheckpointKey key, HttpAnchor? remote, PostgresOptions options, TimeProvider time, ILogger<LedgerWatch> log) : BackgroundService
{
    private readonly RollbackCheck _rollback = new(store, anchor, key);

    /// <summary>One look: anchors what is not anchored elsewhere yet, then verifies the tail.</summary>
    /// <returns>What is wrong; empty when all agrees.</returns>
    public async Task<IReadOnlyList<VerifyFinding>> LookAsync(CancellationToken cancel)
    {
        await PushAsync(cancel);
        await _rollback.EnsureAsync(cancel);
        var report = await store.VerifyTailAsync(key, anchor, options.TailCheckRows, cancel);
        var findings = report.Findings.Concat(await RemoteAsync(cancel)).ToList();
        if (findings.Count == 0) return findings;
        await StopAsync(findings[0], cancel);
        return findings;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(options.TailCheckEvery, time);
        while (await TickAsync(clock, stoppingToken))
        {
            try
            {
                foreach (var finding in await LookAsync(stoppingToken)) LogWrong(finding.Code, finding.Sequence, finding.Expected, finding.Found);
            }
            catch (LedgerRolledBackException behind)
            {
                LogWrong("audit.rolled_back", behind.Anchored, "the anchored row", behind.Message);
            }
            catch (Exception away) when (away is StoreUnavailableException or NpgsqlException or InvalidDataException)
            {
                LogAway(away.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer clock, CancellationToken cancel)
    {
        try
        {
            return await clock.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task PushAsync(CancellationToken cancel)
    {
        if (remote is null) return;
        try
        {
            await remote.PushAsync(cancel);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            // The next look sends what is missing; sealing goes on, because the file anchor has it.
            LogUnanchored(remote.Sink, away.Message);
        }
    }

    private async Task<IReadOnlyList<VerifyFinding>> RemoteAsync(CancellationToken cancel)
    {
        if (remote is null) return [];
        try
        {
            if (await remote.NewestAsync(cancel) is not { } newest) return [];
            var there = await store.AtAsync(newest.Size, cancel);
            return there?.Hex == newest.Head ? [] : [new("audit.rolled_back", Seal.MainChain, newest.Size, newest.Head, there?.Hex ?? "no such row")];
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            LogUnanchored(remote.Sink, away.Message);
            return [];
        }
    }

    private Task StopAsync(VerifyFinding found, CancellationToken cancel)
    {
        var reason = $"{found.Code} at row {found.Sequence}: the newest rows are not what was sealed, signed or anchored";
        var entry = new LedgerEntry
        {
            Kind = LedgerKinds.LedgerAnomaly,
            By = "system:ledger-watch",
            Summary = $"Executions were stopped: {reason}.",
            Body = new JsonObject { ["code"] = found.Code, ["sequence"] = found.Sequence, ["expected"] = found.Expected, ["found"] = found.Found },
        };
        return store.StopExecutionsAsync(reason, EntryJson.Write(entry)!, cancel);
    }

    [LoggerMessage(3011, LogLevel.Critical, "The ledger's tail does not hold, executions are stopped: {Code} at row {Sequence}, expected {Expected}, found {Found}")]
    private partial void LogWrong(string code, long sequence, string expected, string found);

    [LoggerMessage(3012, LogLevel.Warning, "The ledger's tail cannot be verified just now: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(3013, LogLevel.Warning, "Checkpoints do not reach {Sink}: {Reason}")]
    private partial void LogUnanchored(string sink, string reason);
}
