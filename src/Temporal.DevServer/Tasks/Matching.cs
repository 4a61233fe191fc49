using System.Collections.Concurrent;
using Hitl.FailPoints;

namespace Temporal.DevServer.Tasks;

/// <summary>Brings tasks and pollers together, by queue. In memory: every task can be derived again from its run.</summary>
internal sealed class Matching(TimeProvider time)
{
    /// <summary>A sticky queue nobody polled for this long is taken for dead.</summary>
    internal static readonly TimeSpan StickyLife = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<TaskQueueKey, TaskQueueState> _queues = new();
    private readonly DepartedWorkers _departed = new();
    private int _held;

    /// <summary>Long polls waiting now.</summary>
    internal int Held => Volatile.Read(ref _held);

    internal TaskQueueState Queue(TaskQueueKey key) => _queues.GetOrAdd(key, static _ => new());

    /// <summary>Bounds how fast a queue hands out tasks.</summary>
    internal void Limit(TaskQueueKey key, double perSecond) => Queue(key).Limit(perSecond, time);

    internal void Add(TaskQueueKey key, TaskRef task) => Queue(key).Add(task);

    /// <summary>Waits for a task; null when the wait ends, the worker shuts down, or the caller goes away.</summary>
    internal async Task<TaskRef?> PollAsync(TaskQueueKey key, Poller poller, TimeSpan wait, CancellationToken cancel)
    {
        // Before it joins, so that a queue nobody serves any more does not count as polled.
        if (_departed.Contains(key.Namespace, poller.InstanceKey)) return null;
        var queue = Queue(key);
        Interlocked.Increment(ref _held);
        try
        {
            queue.Join(poller, Now());
            // Its worker may have shut down meanwhile, and looked for its polls before this one was there.
            if (_departed.Contains(key.Namespace, poller.InstanceKey)) queue.Dismiss(poller.InstanceKey);
            if (poller.Outcome.IsCompleted) return Given(await poller.Outcome);
            using var timer = time.CreateTimer(_ => queue.Leave(poller, Now()), null, wait, Timeout.InfiniteTimeSpan);
            await using var gone = cancel.Register(() => queue.Leave(poller, Now()));
            var task = Given(await poller.Outcome);
            if (task is null || !cancel.IsCancellationRequested) return task;
            // Given to somebody who just hung up: it must not wait for a timeout.
            queue.Add(task);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    internal bool IsPolled(TaskQueueKey key) =>
        _queues.TryGetValue(key, out var queue) && (queue.HasPollers || Now() - queue.LastPollTicks < StickyLife.Ticks);

    /// <summary>A worker shuts down: its polls end, and its sticky queue with them. What waited there is returned.</summary>
    internal IReadOnlyList<TaskRef> ShutDown(string @namespace, string stickyQueue, string instanceKey)
    {
        if (instanceKey.Length > 0)
        {
            _departed.Add(@namespace, instanceKey);
            foreach (var (key, queue) in _queues)
            {
                if (key.Namespace == @namespace) queue.Dismiss(instanceKey);
            }
        }
        var sticky = new TaskQueueKey(@namespace, stickyQueue, TaskQueueType.Workflow);
        return stickyQueue.Length > 0 && _queues.TryRemove(sticky, out var dropped) ? dropped.Drain() : [];
    }

    private static TaskRef? Given(TaskRef? task)
    {
        if (task is not null) FailPoint.Hit("E5");
        return task;
    }

    private long Now() => time.GetUtcNow().UtcTicks;
}
