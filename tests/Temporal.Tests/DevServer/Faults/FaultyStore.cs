using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Stores;
using Temporal.DevServer.Visibility;
using Temporalio.Api.History.V1;

namespace Temporal.Tests.DevServer.Faults;

/// <summary>A store whose calls fail as told: before they do anything, or after they have done it.</summary>
internal sealed class FaultyStore(IHistoryStore inner) : IHistoryStore
{
    /// <summary>Decides the fate of each call by its name; asked twice, before and after. Default: nothing fails.</summary>
    internal Func<string, bool, bool> Fails { get; set; } = static (_, _) => false;

    public TimeSpan Horizon => inner.Horizon;

    public int CacheSize => inner.CacheSize;

    public Task<StoreOpening> OpenAsync(CancellationToken cancel) => inner.OpenAsync(cancel);

    public async Task AnchorAsync(ClockAnchor anchor, CancellationToken cancel) => await Through("Anchor", async () =>
    {
        await inner.AnchorAsync(anchor, cancel);
        return true;
    });

    public async ValueTask CommitAsync(StoreCommit commit) => await Through("Commit", async () =>
    {
        await inner.CommitAsync(commit);
        return true;
    });

    public ValueTask<string?> FindCurrentAsync(WorkflowKey key, CancellationToken cancel) => Through("FindCurrent", () => inner.FindCurrentAsync(key, cancel));

    public ValueTask<StoredRun?> LoadAsync(RunRef run, CancellationToken cancel) => Through("Load", () => inner.LoadAsync(run, cancel));

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadAsync(RunRef run, long first, long end, CancellationToken cancel) =>
        Through("Read", () => inner.ReadAsync(run, first, end, cancel));

    public ValueTask<IReadOnlyList<DueRun>> DueAsync(long untilTicks, int limit, CancellationToken cancel) => Through("Due", () => inner.DueAsync(untilTicks, limit, cancel));

    public ValueTask<IReadOnlyList<RunSummary>> ListAsync(VisibilityQuery query, ListPageToken? after, int limit, CancellationToken cancel) =>
        Through("List", () => inner.ListAsync(query, after, limit, cancel));

    public ValueTask<IReadOnlyList<VisibilityCount>> CountAsync(VisibilityQuery query, CancellationToken cancel) => Through("Count", () => inner.CountAsync(query, cancel));

    public async ValueTask DeleteAsync(RunRef run, CancellationToken cancel) => await Through("Delete", async () =>
    {
        await inner.DeleteAsync(run, cancel);
        return true;
    });

    public ValueTask SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancel) => inner.SaveNamespaceAsync(record, cancel);

    public ValueTask DeleteNamespaceAsync(string name, CancellationToken cancel) => inner.DeleteNamespaceAsync(name, cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<T> Through<T>(string call, Func<ValueTask<T>> work)
    {
        if (Fails(call, false)) throw new StoreUnavailableException($"{call} failed before it began.", new IOException("injected"));
        var result = await work();
        return Fails(call, true) ? throw new StoreUnavailableException($"{call} was done and reported as failed.", new IOException("injected")) : result;
    }
}
