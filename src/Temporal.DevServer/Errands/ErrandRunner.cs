using Temporal.DevServer.Engine;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;

namespace Temporal.DevServer.Errands;

/// <summary>Does the errands of runs in the background, a bounded number at once, and tries again what did not get through.</summary>
internal sealed class ErrandRunner(WorkflowEngine engine, ILogger log) : IAsyncDisposable
{
    private const int Width = 64;
    private const int TargetsOfOneRun = 16;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _width = new(Width, Width);
    private volatile bool _stopping;

    /// <summary>Sets out if there is something to do and nobody is doing it. Called under the workflow's gate.</summary>
    internal void Send(RunState run, RunLive live)
    {
        if (live.IsOnErrands || _stopping || !ErrandList.IsPending(run)) return;
        live.IsOnErrands = true;
        _ = Task.Run(() => RunAsync(run.Self, live));
    }

    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        for (var i = 0; i < Width; i++) await _width.WaitAsync();
    }

    private async Task RunAsync(RunRef run, RunLive live)
    {
        await _width.WaitAsync();
        try
        {
            while (!_stopping && await NextAsync(run, live) is ({ Count: > 0 } errands, var closed))
            {
                await Parallel.ForEachAsync(errands.GroupBy(e => e.Target), new ParallelOptions { MaxDegreeOfParallelism = TargetsOfOneRun },
                    async (sameTarget, _) =>
                    {
                        foreach (var errand in sameTarget) await errand.Do(engine);
                    });
                // Only if these were a closed run's: it may have closed meanwhile and owe more.
                if (closed) await SettleClosedAsync(run);
            }
        }
        catch (Exception failure) when (failure is RpcStatusException or StoreUnavailableException)
        {
            live.IsOnErrands = false;
            if (engine.Fenced.Task.IsCompleted) return;
            log.LogWarning(failure, "Run {RunId} could not reach another workflow; it is tried again.", run.RunId);
            engine.Timers.Arm(run, engine.Clock.Now + RetryAfter.Ticks);
        }
        finally
        {
            _width.Release();
        }
    }

    /// <summary>What is to be done now; an empty list ends the tour in the same breath, so that nothing falls between two.</summary>
    private ValueTask<(IReadOnlyList<Errand> Errands, bool Closed)> NextAsync(RunRef run, RunLive live) => engine.WithSlotAsync(run.Key, async slot =>
    {
        var state = await engine.FindAsync(slot, run.RunId);
        var errands = state is null ? [] : ErrandList.Of(state);
        if (errands.Count == 0) live.IsOnErrands = false;
        return (errands, state is { IsOpen: false });
    });

    /// <summary>A closed run's history can record nothing more: that all is done is kept beside it.</summary>
    private ValueTask<bool> SettleClosedAsync(RunRef run) => engine.WithSlotAsync(run.Key, async slot =>
    {
        if (await engine.FindAsync(slot, run.RunId) is not { IsOpen: false } state) return false;
        return await engine.TransactAsync(slot, state, (t, _) =>
        {
            t.Run.Volatile.ErrandsDone = true;
            t.Touch();
            return true;
        });
    });
}
