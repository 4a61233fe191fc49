using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Client;
using Hitl.Client.Requests;
using Hitl.Local;
using Hitl.Local.Story;
using Npgsql;

namespace Hitl.Benchmarks;

/// <summary>Agents that ask and one tireless approver who clicks every card as soon as it is there.</summary>
internal sealed class ApprovalLoad : IAsyncDisposable
{
    private const string Approver = "U0BEN";
    private readonly HttpClient _gateway;
    private readonly HttpClient _sandbox;
    private readonly HitlClient _agent;
    private readonly SlackDriver _slack;
    private readonly NpgsqlDataSource _database;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _waiting = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watching;
    private int _number;

    public ApprovalLoad(LocalSystem system)
    {
        _gateway = new() { BaseAddress = system.Settings.Gateway };
        _sandbox = new() { BaseAddress = system.Settings.Sandbox };
        _agent = new(_gateway, system.Settings.ApiKey("support-bot"));
        _slack = new(_sandbox);
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(system.Settings.AdminDatabase) { NoResetOnClose = true, MaxAutoPrepare = 10 });
        _watching = WatchAsync();
    }

    public async Task<DateTimeOffset> NowAsync()
    {
        await using var command = _database.CreateCommand("select clock_timestamp()");
        return new((DateTime)(await command.ExecuteScalarAsync())!);
    }

    /// <summary>Requests at a fixed rate; each is approved as soon as its card is there.</summary>
    public Task OpenAsync(double perSecond, int count, string name, Latencies post, Latencies click) =>
        Load.OpenAsync(perSecond, count, new(), async index => await ApproveAsync($"{name}-{index}", post, click));

    /// <summary>Callers that ask, approve and wait for the outcome, again and again; whole approvals per second.</summary>
    public Task<double> ClosedAsync(int callers, TimeSpan length) => Load.ClosedAsync(callers, length, new(), async _ =>
    {
        var request = await ApproveAsync("closed-" + Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture), new(), new());
        await _agent.WaitUntilFinalAsync(request);
    });

    /// <summary>Time from the first row of one kind to the last row of another, per request, by the database's clock.</summary>
    public async Task<Latencies> BetweenAsync(string first, string last, DateTimeOffset since)
    {
        var latencies = new Latencies();
        await using var command = _database.CreateCommand(
            """
            select extract(epoch from max(l.at) - min(f.at))::float8 from audit.event f join audit.event l on l.request = f.request and l.kind = $2
             where f.kind = $1 and f.at >= $3 group by f.request
            """);
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = since });
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync()) latencies.Add(TimeSpan.FromSeconds(rows.GetDouble(0)));
        return latencies;
    }

    /// <summary>Where the time of one approval goes: the median and the 99th percentile between rows that follow one another, in milliseconds.</summary>
    public async Task WriteLegsAsync(TextWriter to, DateTimeOffset since)
    {
        await using var command = _database.CreateCommand(
            """
            with leg as (
                select kind, lead(kind) over w as next, extract(epoch from lead(at) over w - at)::float8 * 1000 as ms, row_number() over w as place
                  from audit.event where request in (select request from audit.event where kind = 'request.received' and at >= $1) window w as (partition by request order by at, id))
            select kind, next, count(*), percentile_cont(0.5) within group (order by ms), percentile_cont(0.99) within group (order by ms)
              from leg where next is not null group by kind, next having count(*) > 10 order by avg(place)
            """);
        command.Parameters.Add(new() { Value = since });
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            await to.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  {rows.GetString(0),-24} → {rows.GetString(1),-24} {rows.GetInt64(2),6} × p50 {rows.GetDouble(3),8:0.0} p99 {rows.GetDouble(4),8:0.0} ms"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        await _database.DisposeAsync();
        _stopping.Dispose();
        _gateway.Dispose();
        _sandbox.Dispose();
    }

    private async Task<string> ApproveAsync(string name, Latencies post, Latencies click)
    {
        var from = Stopwatch.GetTimestamp();
        var submitted = await _agent.SubmitAsync(Body(name), "bench-" + name);
        post.Add(Stopwatch.GetElapsedTime(from));
        var card = await Waiter(submitted.Request.Id).Task.WaitAsync(TimeSpan.FromMinutes(1));
        var answer = await _slack.ClickBrieflyAsync(Approver, card, "hitl.approve", CancellationToken.None);
        click.Add(TimeSpan.FromMilliseconds((double?)answer["attempts"]?[0]?["elapsed_ms"] ?? double.NaN));
        return submitted.Request.Id;
    }

    private TaskCompletionSource<JsonObject> Waiter(string request) => _waiting.GetOrAdd(request, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    // Read from the ledger by number, so that watching costs as little with a thousand cards as with one. Rows commit a little out of order: some are read twice.
    private async Task WatchAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var last = 0L;
        while (!_stopping.IsCancellationRequested)
        {
            await using var command = _database.CreateCommand(
                "select no, request, body::json ->> 'channel', body::json ->> 'message' from audit.event where kind = 'card.posted' and at > clock_timestamp() - interval '30 seconds' and no > $1 - 300 order by no");
            command.Parameters.Add(new() { Value = last });
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                last = Math.Max(last, rows.GetInt64(0));
                Waiter(rows.GetString(1)).TrySetResult(new() { ["channel"] = rows.GetString(2), ["ts"] = rows.GetString(3) });
            }

            await pause.WaitForNextTickAsync();
        }
    }

    private static SubmitBody Body(string name) => new()
    {
        Action = "refund", Customer = new("cus_" + name, "retail"), Channel = "chat", Amount = 42000, Currency = "USD",
        Parameters = new() { ["charge"] = "ch_" + name, ["sku"] = "SKU-1001" }, Rationale = "A benchmark.",
    };
}
