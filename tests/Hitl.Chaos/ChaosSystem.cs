using System.Globalization;
using System.Runtime.InteropServices;
using Hitl.EndToEndTests.Processes;
using Hitl.Postgres.Clusters;
using Npgsql;

namespace Hitl.Chaos;

/// <summary>The system under test, and the hands to hurt it: one hand per process, and whatever dies is started again.</summary>
internal sealed class ChaosSystem : ProcessSystem
{
    private const int SigCont = 18;
    private const int SigStop = 19;
    private readonly Dictionary<string, SemaphoreSlim> _hands = Names.ToDictionary(name => name, _ => new SemaphoreSlim(1), StringComparer.Ordinal);

    private readonly Dictionary<string, ToxicProxy> _links = new(StringComparer.Ordinal);

    /// <summary>Connections that can go bad, named by who calls whom.</summary>
    public static IReadOnlyList<string> Links => ["gateway-postgres", "workers-postgres", "gateway-temporal", "workers-temporal", "workers-targets", "workers-slack", "gateway-slack"];

    /// <summary>Everything a process says to another goes through a proxy of its link.</summary>
    protected override IReadOnlyDictionary<string, string> Environment(string process, IReadOnlyDictionary<string, string> values)
    {
        var changed = values.ToDictionary(StringComparer.Ordinal);
        changed["HITL_CLOCK_FILE"] = Clock(process);
        if (process is not ("gateway" or "escalation-worker" or "execution-worker")) return changed;
        var who = process == "gateway" ? "gateway" : "workers";
        foreach (var name in changed.Keys.Where(name => name.StartsWith("Hitl__Postgres__", StringComparison.Ordinal) && name.EndsWith("ConnectionString", StringComparison.Ordinal)).ToList())
        {
            var database = new NpgsqlConnectionStringBuilder(changed[name]);
            database.Port = Link(who + "-postgres", database.Port).Port;
            database.Host = "127.0.0.1";
            changed[name] = database.ConnectionString;
        }

        changed["TEMPORAL_ADDRESS"] = $"127.0.0.1:{Link(who + "-temporal", Settings.Ports.Temporal).Port}";
        changed["Hitl__Slack__ApiUrl"] = $"http://127.0.0.1:{Link(who + "-slack", Settings.Ports.Sandbox).Port}/api/";
        foreach (var target in new[] { "payments", "accounts", "loyalty" })
            changed[$"Hitl__Targets__{target}__BaseUrl"] = $"http://127.0.0.1:{Link("workers-targets", Settings.Ports.Sandbox).Port}/targets/{target}/";
        return changed;
    }

    /// <summary>Makes a link bad for a while.</summary>
    public async Task PoisonAsync(string link, Toxic toxic, TimeSpan length, CancellationToken cancel)
    {
        if (!_links.TryGetValue(link, out var proxy)) throw new InvalidOperationException($"There is no link {link}.");
        proxy.Set(toxic);
        try
        {
            await Pause.ForAsync(length, cancel);
        }
        finally
        {
            proxy.Set(Toxic.None);
        }
    }

    /// <summary>Sets a process's clock wrong for a while.</summary>
    public async Task MisleadAsync(string process, int seconds, TimeSpan length, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(Clock(process), seconds.ToString(CultureInfo.InvariantCulture), cancel);
        try
        {
            await Pause.ForAsync(length, cancel);
        }
        finally
        {
            await File.WriteAllTextAsync(Clock(process), "0", CancellationToken.None);
        }
    }

    /// <summary>Makes every link good and every clock right.</summary>
    public void Soothe()
    {
        foreach (var proxy in _links.Values) proxy.Set(Toxic.None);
        foreach (var process in Names) File.WriteAllText(Clock(process), "0");
    }

    private ToxicProxy Link(string name, int upstream)
    {
        lock (_links)
        {
            if (!_links.TryGetValue(name, out var proxy)) proxy = _links[name] = new(upstream);
            if (upstream != 0) proxy.LeadTo(upstream);
            return proxy;
        }
    }

    private string Clock(string process) => Path.Combine(FailPoints, $"{process}.clock");

    /// <summary>The demonstration catalog with a click for a decision: modals are the story's part.</summary>
    protected override async Task<string> CatalogAsync(string directory)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "deploy", "catalog", "demo.yaml"));
        var path = Path.Combine(directory, "chaos.yaml");
        await File.WriteAllTextAsync(path, text
            .Replace("risk: medium", "risk: low", StringComparison.Ordinal)
            // The host is part of what people agree to: it must be the proxy's from the beginning.
            .Replace("127.0.0.1:8090", $"127.0.0.1:{Link("workers-targets", 0).Port}", StringComparison.Ordinal));
        return path;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        foreach (var proxy in _links.Values) await proxy.DisposeAsync();
    }

    public Task KillAsync(string name, CancellationToken cancel) => AloneAsync(name, () => UntilUpAsync(name, () => KillAndRestartAsync(name, cancel), cancel), cancel);

    public Task StopAsync(string name, TimeSpan length, CancellationToken cancel) => AloneAsync(name, async () =>
    {
        Signal(name, SigStop);
        try
        {
            await Pause.ForAsync(length, cancel);
        }
        finally
        {
            Signal(name, SigCont);
        }
    }, cancel);

    /// <summary>Starts again what died at a fail point.</summary>
    public async Task ReviveAsync(CancellationToken cancel)
    {
        foreach (var name in Names.Where(name => name != "postgres"))
        {
            if (Process(name).IsRunning) continue;
            await AloneAsync(name, async () =>
            {
                if (!Process(name).IsRunning) await UntilUpAsync(name, () => RestartWhenDeadAsync(name, cancel), cancel);
            }, cancel);
        }
    }

    /// <summary>A process may die while it starts, because another one is down or a fail point lies on its way up; it is started until it stays.</summary>
    private async Task UntilUpAsync(string name, Func<Task> start, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await start();
                return;
            }
            catch (Exception failed) when (failed is InvalidOperationException or TimeoutException or ClusterException or Npgsql.NpgsqlException && tries < 10)
            {
                await Pause.ForAsync(TimeSpan.FromMilliseconds(300), cancel);
                if (name != "postgres") start = () => Process(name).IsRunning ? Task.CompletedTask : RestartWhenDeadAsync(name, cancel);
            }
        }
    }

    private void Signal(string name, int signal)
    {
        if (kill(Process(name).Id, signal) != 0 && Process(name).IsRunning) throw new InvalidOperationException($"{name} could not be signalled.");
    }

    private async Task AloneAsync(string name, Func<Task> act, CancellationToken cancel)
    {
        var hand = _hands[name];
        await hand.WaitAsync(cancel);
        try
        {
            await act();
        }
        finally
        {
            hand.Release();
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
