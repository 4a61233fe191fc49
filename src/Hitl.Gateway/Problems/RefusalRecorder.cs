using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Gateway.Callers;
using Hitl.Postgres;
using Npgsql;

namespace Hitl.Gateway.Problems;

/// <summary>Writes every refusal into the ledger; beyond ten per code and minute, one row tells how many there were.</summary>
internal sealed partial class RefusalRecorder(IRequestIntake intake, TimeProvider clock, ILogger<RefusalRecorder> log) : BackgroundService
{
    private const int WrittenPerMinute = 10;
    private readonly ConcurrentDictionary<(string Code, long Minute), int> _seen = new();

    /// <summary>Records a refusal given over HTTP.</summary>
    public Task RecordAsync(HttpContext context, Refusal refusal) =>
        RecordAsync(refusal.Code, Caller.Find(context)?.By ?? "nobody", refusal.RequestId, $"{context.Request.Method} {context.Request.Path}", context.RequestAborted);

    /// <summary>Records a refusal.</summary>
    public async Task RecordAsync(string code, string by, string? request, string where, CancellationToken cancel)
    {
        var minute = Minute(clock.GetUtcNow());
        if (_seen.AddOrUpdate((code, minute), 1, (_, count) => count + 1) > WrittenPerMinute) return;
        var about = RequestId.IsWellFormed(request) ? new RequestId(request!) : (RequestId?)null;
        await WriteAsync(Entry(by, $"An attempt was refused: {code}.", about, new() { ["code"] = code, ["where"] = Quoted.Cut(where) }), cancel);
    }

    /// <summary>Writes one row for each code and finished minute that had more refusals than were written one by one.</summary>
    public async Task FoldAsync(DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var key in _seen.Keys.Where(key => key.Minute < Minute(now)).ToList())
        {
            if (!_seen.TryRemove(key, out var count) || count <= WrittenPerMinute) continue;
            var summary = string.Create(CultureInfo.InvariantCulture, $"{count - WrittenPerMinute} more attempts were refused within a minute: {key.Code}.");
            var body = new JsonObject { ["code"] = key.Code, ["folded"] = count - WrittenPerMinute, ["minute"] = key.Minute };
            await WriteAsync(Entry("system:gateway", summary, null, body), cancel);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(20), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await FoldAsync(clock.GetUtcNow(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await FoldAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        }
    }

    private static LedgerEntry Entry(string by, string summary, RequestId? request, JsonObject body) =>
        new() { Kind = LedgerKinds.AttemptRefused, By = by, Request = request, Summary = summary, Body = body };

    private static long Minute(DateTimeOffset moment) => moment.UtcTicks / TimeSpan.TicksPerMinute;

    private async Task WriteAsync(LedgerEntry entry, CancellationToken cancel)
    {
        try
        {
            await intake.RecordAsync(entry, cancel);
        }
        catch (Exception error) when (error is StoreUnavailableException or NpgsqlException or OperationCanceledException)
        {
            // The refusal stands whether or not it could be recorded; the log keeps what the ledger could not.
            LogUnrecorded(error, entry.Summary, entry.By);
        }
    }

    [LoggerMessage(102, LogLevel.Warning, "A refusal could not be recorded: {Summary} by {By}")]
    private partial void LogUnrecorded(Exception error, string summary, string by);
}
