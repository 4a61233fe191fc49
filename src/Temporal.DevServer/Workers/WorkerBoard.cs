using System.Collections.Concurrent;
using Temporalio.Api.Worker.V1;

namespace Temporal.DevServer.Workers;

/// <summary>What workers last said of themselves. In memory: a new server hears from each within a minute.</summary>
internal sealed class WorkerBoard(TimeProvider time)
{
    private const int Remembered = 10_000;

    /// <summary>A worker silent for this long is taken for gone.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Namespace, string Key), (WorkerHeartbeat Said, DateTimeOffset At)> _workers = new();

    internal void Record(string @namespace, WorkerHeartbeat heartbeat)
    {
        if (heartbeat.WorkerInstanceKey.Length == 0) return;
        if (_workers.Count >= Remembered) Forget();
        _workers[(@namespace, heartbeat.WorkerInstanceKey)] = (heartbeat, time.GetUtcNow());
    }

    internal void Remove(string @namespace, string instanceKey) => _workers.TryRemove((@namespace, instanceKey), out _);

    internal WorkerHeartbeat? Find(string @namespace, string instanceKey) =>
        _workers.TryGetValue((@namespace, instanceKey), out var worker) && IsAlive(worker.At) ? worker.Said : null;

    internal IReadOnlyList<WorkerHeartbeat> List(string @namespace) =>
        [.. _workers.Where(w => w.Key.Namespace == @namespace && IsAlive(w.Value.At)).OrderBy(w => w.Key.Key, StringComparer.Ordinal).Select(w => w.Value.Said)];

    private bool IsAlive(DateTimeOffset at) => time.GetUtcNow() - at < Life;

    private void Forget()
    {
        foreach (var (key, worker) in _workers)
        {
            if (!IsAlive(worker.At)) _workers.TryRemove(key, out _);
        }
    }
}
