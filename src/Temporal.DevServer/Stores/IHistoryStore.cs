using Temporal.DevServer.Hosting;
using Temporal.DevServer.State;
using Temporal.DevServer.Visibility;

namespace Temporal.DevServer.Stores;

/// <summary>Where runs live. Every implementation passes the same compliance tests.</summary>
internal interface IHistoryStore : IAsyncDisposable
{
    /// <summary>How far ahead <see cref="DueAsync"/> is asked; later deadlines stay in the store until then.</summary>
    TimeSpan Horizon { get; }

    /// <summary>Runs the engine may keep in memory; more are loaded again when needed.</summary>
    int CacheSize { get; }

    /// <summary>Creates what is missing and takes over; engines that opened earlier are fenced from then on.</summary>
    Task<StoreOpening> OpenAsync(CancellationToken cancel);

    /// <summary>Keeps what this engine's clock shows, for whoever opens the store next; a fenced engine's is dropped.</summary>
    Task AnchorAsync(ClockAnchor anchor, CancellationToken cancel);

    /// <summary>Writes all of a commit or nothing.</summary>
    /// <exception cref="CurrentRunExistsException">The workflow id is in use.</exception>
    /// <exception cref="StoreFencedException">Another engine took over.</exception>
    /// <exception cref="StoreUnavailableException">The outcome is unknown.</exception>
    ValueTask CommitAsync(StoreCommit commit);

    /// <summary>The current run's id, or null when the workflow id was never used.</summary>
    ValueTask<string?> FindCurrentAsync(WorkflowKey key, CancellationToken cancel);

    /// <summary>The run with its history, or null.</summary>
    ValueTask<StoredRun?> LoadAsync(RunRef run, CancellationToken cancel);

    /// <summary>Events of a run from an id on, up to but not including another.</summary>
    ValueTask<IReadOnlyList<HistoryEvent>> ReadAsync(RunRef run, long first, long end, CancellationToken cancel);

    /// <summary>Open runs needing attention by then, earliest first.</summary>
    ValueTask<IReadOnlyList<DueRun>> DueAsync(long untilTicks, int limit, CancellationToken cancel);

    /// <summary>A page of runs, in the order the query asks for.</summary>
    ValueTask<IReadOnlyList<RunSummary>> ListAsync(VisibilityQuery query, ListPageToken? after, int limit, CancellationToken cancel);

    /// <summary>Counts by the query's grouping; one group with an empty key without one.</summary>
    ValueTask<IReadOnlyList<VisibilityCount>> CountAsync(VisibilityQuery query, CancellationToken cancel);

    ValueTask DeleteAsync(RunRef run, CancellationToken cancel);

    ValueTask SaveNamespaceAsync(NamespaceRecord record, CancellationToken cancel);

    /// <summary>Forgets a namespace; its runs are gone before.</summary>
    ValueTask DeleteNamespaceAsync(string name, CancellationToken cancel);
}
