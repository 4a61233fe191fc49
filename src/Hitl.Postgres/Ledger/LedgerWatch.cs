using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Peers;
using Hitl.Postgres.Retention;
using Hitl.Proof;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Holds the newest rows against what was sealed, signed and anchored, every minute, and the whole chain once a day; stops executions when they do not agree.</summary>
internal sealed partial class LedgerWatch(
    SealStore store, AnchorFile anchor, CheckpointKey key, IReadOnlyList<ICheckpointSink> sinks, PostgresOptions options, TimeProvider time, ILogger<LedgerWatch> log) : BackgroundService
{
    private const string Late = "unsealed.stale";

    private readonly RollbackCheck _rollback = new(store, anchor, key);

    private readonly ErasedCustomers _erased = new(System.IO.Path.GetDirectoryName(anchor.Path)!);
    private readonly VerifiedMark _verified = new(System.IO.Path.GetDirectoryName(anchor.Path)!);

    /// <summary>One look: anchors what is not anchored elsewhere yet, destroys again what a restored backup brought back, then verifies the tail, or once a day the whole.</summary>
    /// <returns>What is wrong; empty when all agrees.</returns>
    public async Task<IReadOnlyList<VerifyFinding>> LookAsync(CancellationToken cancel)
    {
        foreach (var sink in sinks) await PushAsync(sink, cancel);
        await _rollback.EnsureAsync(cancel);
        foreach (var erased in _erased.All()) await EraseAgainAsync(erased, cancel);
        // Rows that wait for a sealer are late and not wrong: a sealer that was away must not stop the executions of everybody.
        var findings = (await VerifyAsync(cancel)).Findings.Where(finding => finding.Code != Late).ToList();
        foreach (var sink in sinks) findings.AddRange(await RemoteAsync(sink, cancel));
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

    private async Task<VerifyReport> VerifyAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_verified.Last() is { } last && now - last < options.FullVerifyEvery && last <= now) return await store.VerifyTailAsync(key, anchor, options.TailCheckRows, cancel);
        var report = await store.VerifyAllAsync(key, anchor, cancel);
        var entry = new LedgerEntry
        {
            Kind = LedgerKinds.LedgerRead, By = "system:ledger-watch", Summary = $"The whole ledger was verified: {report.Rows} rows, {(IsIntact(report) ? "intact" : "not intact")}.",
            Body = new JsonObject { ["how"] = "verify", ["rows"] = report.Rows, ["intact"] = IsIntact(report) },
        };
        if (IsIntact(report)) await store.AppendAsync(EntryJson.Write(entry)!, cancel);
        _verified.Set(now);
        return report;
    }

    private static bool IsIntact(VerifyReport report) => report.Findings.All(finding => finding.Code == Late);

    private async Task EraseAgainAsync(ErasedCustomer erased, CancellationToken cancel)
    {
        try
        {
            if (await store.EraseAgainAsync(erased, cancel)) LogErased(erased.Customer);
        }
        catch (RetentionRefusedException refused)
        {
            LogKept(refused.Message);
        }
    }

    private async Task PushAsync(ICheckpointSink remote, CancellationToken cancel)
    {
        try
        {
            await remote.PushAsync(cancel);
        }
        catch (Exception away) when (PeerFailure.IsAway(away) || away is TaskCanceledException && !cancel.IsCancellationRequested)
        {
            // The next look sends what is missing; sealing goes on, because the file anchor has it.
            LogUnanchored(remote.Sink, away.Message);
        }
    }

    private async Task<IReadOnlyList<VerifyFinding>> RemoteAsync(ICheckpointSink remote, CancellationToken cancel)
    {
        try
        {
            if (await remote.NewestAsync(cancel) is not { } newest) return [];
            var there = await store.AtAsync(newest.Size, cancel);
            return there?.Hex == newest.Head ? [] : [new("audit.rolled_back", Seal.MainChain, newest.Size, newest.Head, there?.Hex ?? "no such row")];
        }
        catch (Exception away) when (PeerFailure.IsAway(away) || away is TaskCanceledException && !cancel.IsCancellationRequested)
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

    [LoggerMessage(3014, LogLevel.Warning, "Customer {Customer} was erased before and had a key again, as after a restored backup; it was destroyed once more.")]
    private partial void LogErased(string customer);

    [LoggerMessage(3015, LogLevel.Warning, "A customer who was erased before has a key again, which stays for now: {Reason}")]
    private partial void LogKept(string reason);

    [LoggerMessage(3013, LogLevel.Warning, "Checkpoints do not reach {Sink}: {Reason}")]
    private partial void LogUnanchored(string sink, string reason);
}
