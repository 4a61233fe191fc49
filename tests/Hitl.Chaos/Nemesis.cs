using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace Hitl.Chaos;

/// <summary>Carries a fault plan out, and heals afterwards.</summary>
internal sealed class Nemesis(ChaosSystem system, HttpClient sandbox, RunLedger ledger)
{
    /// <summary>Fail points that were armed and hit, and those that stayed armed.</summary>
    public (IReadOnlyList<string> Hit, IReadOnlyList<string> Armed) Points()
    {
        var files = Directory.GetFiles(system.FailPoints).Select(Path.GetFileName).OfType<string>().ToList();
        return ([.. files.Where(file => file.EndsWith(".hit", StringComparison.Ordinal)).Select(file => file[..^4])], [.. files.Where(file => !file.Contains('.', StringComparison.Ordinal))]);
    }

    public async Task PlayAsync(IReadOnlyList<Fault> plan, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        var running = new List<Task>();
        foreach (var fault in plan)
        {
            await Pause.ForAsync(fault.At - TimeProvider.System.GetElapsedTime(started), cancel);
            running.Add(PlayAsync(fault, cancel));
        }

        await Task.WhenAll(running);
    }

    /// <summary>Starts whatever dies at a fail point, until told to stop.</summary>
    public async Task WatchAsync(CancellationToken cancel)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        try
        {
            while (await pace.WaitForNextTickAsync(cancel)) await system.ReviveAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>Ends every fault that lasts. Points still armed are disarmed.</summary>
    public async Task HealAsync(CancellationToken cancel)
    {
        foreach (var place in new[] { "slack", "targets/payments", "targets/loyalty" })
        {
            using var answer = await sandbox.DeleteAsync($"_sandbox/faults/{place}", cancel);
            answer.EnsureSuccessStatusCode();
        }

        system.Soothe();
        foreach (var point in Points().Armed) File.Delete(Path.Combine(system.FailPoints, point));
        await system.ReviveAsync(cancel);
        ledger.Write("healed", []);
    }

    private async Task PlayAsync(Fault fault, CancellationToken cancel)
    {
        ledger.Write("fault", new() { ["kind"] = fault.Kind.ToString(), ["victim"] = fault.Victim, ["seconds"] = Math.Round(fault.For.TotalSeconds, 1), ["detail"] = fault.Detail });
        switch (fault.Kind)
        {
            case FaultKind.Kill: await system.KillAsync(fault.Victim, cancel); break;
            case FaultKind.DoubleKill: await Task.WhenAll(system.KillAsync(fault.Victim, cancel), system.KillAsync(fault.Detail, cancel)); break;
            case FaultKind.Stop: await system.StopAsync(fault.Victim, fault.For, cancel); break;
            case FaultKind.FailPoint: await ArmAsync(fault.Victim, cancel); break;
            case FaultKind.Link: await system.PoisonAsync(fault.Victim, Enum.Parse<Toxic>(fault.Detail), fault.For, cancel); break;
            case FaultKind.Clock: await system.MisleadAsync(fault.Victim, int.Parse(fault.Detail, CultureInfo.InvariantCulture), fault.For, cancel); break;
            case FaultKind.Sessions: await EndSessionsAsync(cancel); break;
            default: await SwitchAsync(fault, cancel); break;
        }

        ledger.Write("fault-over", new() { ["kind"] = fault.Kind.ToString(), ["victim"] = fault.Victim });
    }

    /// <summary>Arms a point and gives the process time to come by; one that nobody reaches is disarmed at the healing.</summary>
    private async Task ArmAsync(string point, CancellationToken cancel)
    {
        var file = Path.Combine(system.FailPoints, point);
        await File.WriteAllTextAsync(file, "", cancel);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var armed = TimeProvider.System.GetTimestamp();
        while (File.Exists(file) && TimeProvider.System.GetElapsedTime(armed) < TimeSpan.FromSeconds(10)) await pace.WaitForNextTickAsync(cancel);
    }

    private async Task EndSessionsAsync(CancellationToken cancel)
    {
        try
        {
            await system.Database.FindAsync(
                "select pg_terminate_backend(pid)::text from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'", cancel);
        }
        catch (NpgsqlException)
        {
            // The database is down already: no session is left to end.
            ledger.Write("fault-missed", new() { ["kind"] = nameof(FaultKind.Sessions) });
        }
    }

    private async Task SwitchAsync(Fault fault, CancellationToken cancel)
    {
        var place = fault.Kind == FaultKind.Target ? $"targets/{fault.Victim}" : "slack";
        var rule = new JsonObject { ["kind"] = fault.Detail, ["seconds"] = Math.Min(3, Math.Round(fault.For.TotalSeconds, 1)) };
        // What never ends by itself would hide everything after it.
        rule["times"] = fault.Detail is "down" or "slow" or "delay" ? 10 : 2;
        if (fault.Detail is "http") rule["status"] = 503;
        if (fault.Detail is "rate_limit") rule["retry_after"] = 1;
        if (fault.Detail is "duplicate") rule["copies"] = 2;
        if (fault.Kind == FaultKind.SlackIn) rule["on"] = "block_actions";
        if (fault.Kind == FaultKind.Target) rule["on"] = "write";
        using var answer = await sandbox.PostAsJsonAsync($"_sandbox/faults/{place}", rule, cancel);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"The sandbox refused the fault {rule.ToJsonString()}: {await answer.Content.ReadAsStringAsync(cancel)}");
    }
}
