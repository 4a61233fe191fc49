using Hitl.EndToEndTests.Processes;
using Hitl.EndToEndTests.Story;

namespace Hitl.Chaos;

/// <summary>One run: trouble while agents ask and people click, then a healed system that must settle, then everything is written down for the checker.</summary>
internal sealed class ChaosRun(ChaosOptions options, TextWriter output)
{
    /// <summary>Longest time from the end of trouble until all is settled: 60 s for the system, and the wait of a stage whose people it could not reach before the next are asked.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(120);

    private const string Unsettled =
        """
        select r.id || ' ' || r.state from hitl.request r where not r.ended
        union all select 'message ' || kind || ' of ' || request from hitl.workflow_message where delivered_at is null
        union all select concat('card of ', request, ' for ', person, ': ', attempts, ' attempts', ', posted ' || message, ', ', error, ', due in ', extract(epoch from due_at - clock_timestamp())::integer, ' s',
                                case when slot then ', holds a place' end, (select ', paced' from hitl.card_pace p where p.person = c.person and p.until_at > clock_timestamp()))
                    from hitl.card c where is_due
        union all select 'unsealed ' || count(*) from audit.unsealed having count(*) > 0
        """;

    /// <summary>Runs and keeps; the verdict is the checker's.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var plan = FaultPlan.Of(options);
        await output.WriteLineAsync($"chaos run {options}\n  kinds: {string.Join(", ", FaultPlan.KindsOf(options.Seed))}; {plan.Count} faults\n  written to {options.Directory}");
        using var ledger = new RunLedger(options.Directory, TimeProvider.System);
        await using var system = new ChaosSystem();
        await system.InitializeAsync();
        try
        {
            await RunOnAsync(system, plan, ledger, cancel);
        }
        finally
        {
            await File.WriteAllTextAsync(Path.Combine(options.Directory, "processes.log"), system.Logs(), CancellationToken.None);
        }
    }

    private async Task RunOnAsync(ChaosSystem system, IReadOnlyList<Fault> plan, RunLedger ledger, CancellationToken cancel)
    {
        using var sandbox = new HttpClient { BaseAddress = system.Settings.Sandbox };
        var nemesis = new Nemesis(system, sandbox, ledger);
        var agents = new AgentLoad(system.Client("support-bot"), system.Client("billing-bot"), ledger, options);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var background = new[] { nemesis.WatchAsync(over.Token), agents.WatchAsync(over.Token), new ApproverLoad(system, new(sandbox), ledger, options.Seed).ClickAllAsync(over.Token) };

        await Task.WhenAll(agents.AskAllAsync(cancel), nemesis.PlayAsync(plan, cancel));
        await nemesis.HealAsync(cancel);
        if (options.AllPoints) await new PointsPass(system, agents, nemesis, sandbox, ledger).RunAsync(cancel);
        var waited = await SettleAsync(system, new OpsLoad(system.Client("gus"), ledger), ledger, cancel);
        await over.CancelAsync();
        await Task.WhenAll(background);
        await KeepAsync(system, nemesis, waited, cancel);
    }

    private static async Task<IReadOnlyList<string>> SettleAsync(ChaosSystem system, OpsLoad ops, RunLedger ledger, CancellationToken cancel)
    {
        IReadOnlyList<string> left = [];
        try
        {
            await Waiting.UntilAsync("the healed system to settle", async () =>
            {
                await ops.ReplayAllAsync(cancel);
                left = await system.Database.FindAsync(Unsettled, cancel);
                return left.Count == 0;
            }, Settling, cancel);
        }
        catch (TimeoutException)
        {
            ledger.Write("unsettled", new() { ["count"] = left.Count });
        }

        ledger.Write("settled", new() { ["left"] = left.Count });
        return left;
    }

    private async Task KeepAsync(ChaosSystem system, Nemesis nemesis, IReadOnlyList<string> unsettled, CancellationToken cancel)
    {
        async Task RowsAsync(string name, string sql) => RunLedger.Keep(options.Directory, name, await system.Database.FindAsync(sql, cancel));
        RunLedger.Keep(options.Directory, "unsettled", unsettled);
        await RowsAsync("requests", "select concat_ws(' ', r.id, r.state, k.key, r.record::jsonb ->> 'Action') from hitl.request r join hitl.idempotency_key k on k.request = r.id");
        await RowsAsync("decisions", "select concat_ws(' ', request, revision, ordinal, person, verdict) from hitl.decision");
        await RowsAsync("effects", "select concat_ws(' ', request, step, is_compensation, status, idempotency_key) from hitl.effect");
        await RowsAsync("epochs", "select seq::text from (select seq, epoch, lag(epoch) over (order by seq) before, at, lag(at) over (order by seq) earlier from audit.seal) s where epoch < before or at <= earlier limit 5");
        await RowsAsync("strangers", "select request from hitl.grant_issued g where not exists (select from hitl.request r where r.id = g.request) union select e.request from hitl.effect e join hitl.grant_issued g using (request, revision) where e.digest <> g.digest");
        await RowsAsync("secrets", $"select no::text from audit.event where position('{system.Settings.ApiKey("support-bot")}' in body || summary) > 0");
        RunLedger.Keep(options.Directory, "payments", await system.PaymentEffectsAsync(cancel));
        RunLedger.Keep(options.Directory, "points", nemesis.Points().Hit);
        RunLedger.Keep(options.Directory, "missed", options.AllPoints ? PointsPass.Missed(nemesis.Points().Hit) : []);
        RunLedger.Keep(options.Directory, "broken", await BrokenAsync(system, cancel));
    }

    private static async Task<IReadOnlyList<string>> BrokenAsync(ChaosSystem system, CancellationToken cancel)
    {
        var broken = new List<string>();
        foreach (var (name, violations) in InvariantQueries.All)
        {
            var found = await system.Database.FindAsync(violations, cancel);
            if (found.Count > 0) broken.Add($"{name}: {string.Join("; ", found.Take(5))}");
        }

        try
        {
            await Invariants.CheckAsync(system, cancel);
        }
        catch (Xunit.Sdk.XunitException violated)
        {
            broken.Add(violated.Message);
        }

        return [.. broken.Distinct()];
    }
}
