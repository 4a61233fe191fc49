using System.Collections.Concurrent;

namespace Temporalio.Client;

/// <summary>The workers that run on a connection, for clients that want their workflows to begin at once.</summary>
internal sealed class WorkerRegistry
{
    private readonly ConcurrentDictionary<(string Namespace, string TaskQueue), Func<IEagerWorkflowWorker?>> _workers = new();

    /// <summary>Makes a worker known; only the first of a queue is asked.</summary>
    internal void Add(string name, string taskQueue, Func<IEagerWorkflowWorker?> reserve) => _workers.TryAdd((name, taskQueue), reserve);

    internal void Remove(string name, string taskQueue, Func<IEagerWorkflowWorker?> reserve) =>
        _workers.TryRemove(new(new(name, taskQueue), reserve));

    /// <summary>A worker of the queue that has a place; null if there is none.</summary>
    internal IEagerWorkflowWorker? Reserve(string name, string taskQueue) =>
        _workers.TryGetValue((name, taskQueue), out var reserve) ? reserve() : null;
}
