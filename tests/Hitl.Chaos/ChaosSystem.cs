using System.Runtime.InteropServices;
using Hitl.EndToEndTests.Processes;
using Hitl.Postgres.Clusters;

namespace Hitl.Chaos;

/// <summary>The system under test, and the hands to hurt it: one hand per process, and whatever dies is started again.</summary>
internal sealed class ChaosSystem : ProcessSystem
{
    private const int SigCont = 18;
    private const int SigStop = 19;
    private readonly Dictionary<string, SemaphoreSlim> _hands = Names.ToDictionary(name => name, _ => new SemaphoreSlim(1), StringComparer.Ordinal);

    /// <summary>The demonstration catalog with a click for a decision: modals are the story's part.</summary>
    protected override async Task<string> CatalogAsync(string directory)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "deploy", "catalog", "demo.yaml"));
        var path = Path.Combine(directory, "chaos.yaml");
        await File.WriteAllTextAsync(path, text.Replace("risk: medium", "risk: low", StringComparison.Ordinal));
        return path;
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
