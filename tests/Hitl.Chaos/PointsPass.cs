using Hitl.Client.Problems;
using Npgsql;

namespace Hitl.Chaos;

/// <summary>After the load: every named fail point that chance did not reach is armed by name and driven to, one after the other.</summary>
internal sealed class PointsPass(ChaosSystem system, AgentLoad agents, Nemesis nemesis, HttpClient sandbox, RunLedger ledger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    /// <summary>Every point, and the process that dies there. G6 needs Socket Mode and has an end-to-end test of its own.</summary>
    public static IReadOnlyList<(string Point, string Process)> Named { get; } =
    [
        .. FaultPlan.Points, ("W7", "execution-worker"), ("E6", "temporal"), ("C1", "gateway"), ("T1", "gateway"), ("T2", "gateway"), ("K1", "gateway"),
    ];

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var (point, process) in Named.Where(named => !nemesis.Points().Hit.Contains(named.Point)))
        {
            await File.WriteAllTextAsync(Path.Combine(system.FailPoints, point), "", cancel);
            ledger.Write("point", new() { ["point"] = point });
            try
            {
                await DriveAsync(point, process, cancel).WaitAsync(Patience, cancel);
            }
            catch (Exception failure) when (failure is TimeoutException or HitlApiException)
            {
                // One point that cannot be driven to is one finding: the run goes on, and the checker names the point.
                ledger.Write("point-missed", new() { ["point"] = point, ["why"] = failure.Message });
                File.Delete(Path.Combine(system.FailPoints, point));
            }

            await nemesis.HealAsync(cancel);
        }
    }

    /// <summary>Points that nothing reached.</summary>
    public static IReadOnlyList<string> Missed(IEnumerable<string> hit) => [.. Named.Select(named => named.Point).Except(hit)];

    private async Task DriveAsync(string point, string process, CancellationToken cancel)
    {
        if (point is "C1") await system.RenameCatalogAsync(cancel);
        if (point is "C1" or "E6") await system.KillAsync(process, cancel);
        if (point is "T1" or "T2") await BackdateAsync(point == "T1" ? 2019 : 2020, cancel);
        if (point is "W7") await RefuseAsync(cancel);
        while (!IsHit(point))
        {
            if (point is "T1" or "T2") await TryAsync(() => system.Client("hana").ExpireAsync(cancel));
            else if (point is "K1") await EraseAsync(cancel);
            else if (point is not ("C1" or "E6") && await HasRoomAsync(cancel)) await agents.AskMoreAsync(point, cancel);
            await Pause.ForAsync(TimeSpan.FromMilliseconds(700), cancel);
        }
    }

    // A loaded machine reaches a point late; asking on meanwhile would leave a heap that nobody settles in time.
    private async Task<bool> HasRoomAsync(CancellationToken cancel) =>
        (await system.Database.FindAsync("select id from hitl.request where not ended and state <> 'waiting_for_ops' limit 17", cancel)).Count <= 16;

    private bool IsHit(string point) => File.Exists(Path.Combine(system.FailPoints, point + ".hit"));

    /// <summary>Rows long over, as a superuser alone can write them.</summary>
    private async Task BackdateAsync(int year, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(system.Settings.AdminDatabase);
        await using var insert = source.CreateCommand(
            $"insert into audit.event (id, at, kind, by_whom, summary, body) select gen_random_uuid(), timestamptz '{year}-05-05' + make_interval(mins => n), 'ledger.read', 'system:chaos', 'Old.', '{{}}' from generate_series(1, 3) n");
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private async Task RefuseAsync(CancellationToken cancel)
    {
        using var answer = await sandbox.PostAsync("_sandbox/faults/targets/loyalty", new StringContent("{\"kind\":\"refuse\",\"on\":\"write\",\"times\":20}", System.Text.Encoding.UTF8, "application/json"), cancel);
        answer.EnsureSuccessStatusCode();
    }

    private async Task EraseAsync(CancellationToken cancel)
    {
        var customers = await system.Database.FindAsync(
            "select customer from hitl.request r where ended and not exists (select from hitl.request o where o.customer = r.customer and not o.ended) and exists (select from hitl.customer_key k where k.customer = r.customer and k.wrapped is not null) order by id limit 1", cancel);
        if (customers.Count > 0) await TryAsync(() => system.Client("hana").EraseAsync(customers[0], "asked for while things go wrong", cancel));
    }

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (HitlApiException away) when (away.IsTransient)
        {
            // The process died in the middle, which is the point.
            return;
        }
    }
}
