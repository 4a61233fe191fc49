using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Client;
using Hitl.Client.Problems;
using Hitl.Client.Requests;

namespace Hitl.Chaos;

/// <summary>Agents that ask at a fixed rate whatever the system does, and repeat a call with an unknown outcome under its key until they know.</summary>
internal sealed class AgentLoad(HitlClient agent, HitlClient stranger, RunLedger ledger, ChaosOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<string, string> _accepted = new(StringComparer.Ordinal);

    private int _more;

    /// <summary>Requests the gateway has acknowledged, by key.</summary>
    public IReadOnlyDictionary<string, string> Accepted => _accepted;

    public async Task AskAllAsync(CancellationToken cancel)
    {
        var running = new List<Task>(options.Requests);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / options.PerSecond));
        for (var i = 0; i < options.Requests; i++)
        {
            running.Add(AskAsync(i, cancel));
            await pace.WaitForNextTickAsync(cancel);
        }

        await Task.WhenAll(running);
    }

    /// <summary>A few requests of every kind beyond the load, to drive a process past a fail point.</summary>
    public async Task AskMoreAsync(string why, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref _more);
        foreach (var kind in new[] { 0.1, 0.6, 0.87, 0.95 })
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{options.Seed}-{why}-{number}-{kind}");
            await SubmitAsync("chaos-" + name, Body(new Random(number), name, kind), cancel);
        }
    }

    /// <summary>Looks at requests again and again, as an agent that waits does, and as another agent that must not see them.</summary>
    public async Task WatchAsync(CancellationToken cancel)
    {
        var random = new Random(options.Seed);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await pace.WaitForNextTickAsync(cancel))
            {
                // Of a random one, but of a few again and again: going back shows only in what is seen twice.
                var known = _accepted.Values.Order(StringComparer.Ordinal).ToList();
                if (known.Count == 0) continue;
                await LookAsync(known[random.Next(known.Count)], known[Math.Max(0, known.Count - 1 - random.Next(20))], cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task LookAsync(string one, string recent, CancellationToken cancel)
    {
        foreach (var request in new[] { one, recent })
        {
            try
            {
                var seen = await agent.GetAsync(request, cancel: cancel);
                ledger.Write("status", new() { ["request"] = request, ["revision"] = seen.Revision, ["state"] = seen.State });
                await stranger.GetAsync(request, cancel: cancel);
                ledger.Write("stranger", new() { ["request"] = request });
            }
            catch (HitlApiException answered) when (answered.IsTransient || answered.Status == 404)
            {
                // Away, or nobody's business: both are right answers to the second question; the first one's would be seen as lost.
                continue;
            }
        }
    }

    private async Task AskAsync(int number, CancellationToken cancel)
    {
        await Task.Yield();
        var random = new Random(HashCode.Combine(options.Seed, number));
        var key = string.Create(CultureInfo.InvariantCulture, $"chaos-{options.Seed}-{number}");
        var body = Body(random, string.Create(CultureInfo.InvariantCulture, $"{options.Seed}-{number}"));
        // Some agents are impatient: the same call twice at once must still be one request.
        var calls = random.NextDouble() < 0.1 ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => SubmitAsync(key, body, cancel)));
        // Only of a key that is taken for certain: under one that nobody answered for a minute, another body may well be the first.
        if (random.NextDouble() < 0.05 && _accepted.ContainsKey(key)) await OtherBodyAsync(key, body, cancel);
    }

    private async Task SubmitAsync(string key, SubmitBody body, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                var submitted = await agent.SubmitAsync(body, key, patience.Token);
                _accepted[key] = submitted.Request.Id;
                Write("submit", key, "ok", new() { ["request"] = submitted.Request.Id, ["replayed"] = submitted.IsReplay, ["amount"] = body.Amount, ["action"] = body.Action });
                return;
            }
            catch (HitlApiException failed) when (failed.IsTransient || failed.Code == "idempotency.in_progress")
            {
                Write("submit", key, "unknown", new() { ["code"] = failed.Code, ["status"] = failed.Status });
                await Pause.ForAsync(TimeSpan.FromMilliseconds(200), cancel);
            }
            catch (HitlApiException refused)
            {
                Write("submit", key, "refused", new() { ["code"] = refused.Code, ["status"] = refused.Status });
                return;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                Write("submit", key, "unknown", new() { ["code"] = "driver.gave_up", ["status"] = 0 });
                return;
            }
        }
    }

    private async Task OtherBodyAsync(string key, SubmitBody body, CancellationToken cancel)
    {
        try
        {
            var wrong = await agent.SubmitAsync(body with { Rationale = "Another body under the same key." }, key, cancel);
            Write("other-body", key, "ok", new() { ["request"] = wrong.Request.Id });
        }
        catch (HitlApiException answered)
        {
            Write("other-body", key, answered.IsTransient ? "unknown" : "refused", new() { ["code"] = answered.Code, ["status"] = answered.Status });
        }
    }

    private void Write(string what, string key, string result, JsonObject facts)
    {
        facts["key"] = key;
        facts["result"] = result;
        ledger.Write(what, facts);
    }

    private static SubmitBody Body(Random random, string name, double? wanted = null)
    {
        var kind = wanted ?? random.NextDouble();
        var both = kind >= 0.9;
        return new()
        {
            Action = both ? "refund-and-restore" : "refund",
            Customer = new("cus_" + name, kind is >= 0.85 and < 0.9 ? "demo-silence" : "retail"),
            Channel = "chat",
            Amount = both ? 90_000 : kind < 0.4 ? random.Next(100, 5_000) : random.Next(5_001, 50_000),
            Currency = "USD",
            Parameters = both ? new() { ["charge"] = "ch_" + name, ["points"] = 500 } : new() { ["charge"] = "ch_" + name, ["sku"] = "SKU-1001" },
            Rationale = "Asked while things go wrong.",
        };
    }
}
