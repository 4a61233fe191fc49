using System.Collections.Concurrent;
using Temporal.DevServer.State;

namespace Temporal.DevServer.Engine;

/// <summary>The workflows in memory. Beyond its size the least recently used ones are dropped; the store has them.</summary>
internal sealed class SlotTable(int capacity, TimeProvider time)
{
    private readonly ConcurrentDictionary<WorkflowKey, WorkflowSlot> _slots = new();
    private int _sweeping;

    internal int Count => _slots.Count;

    /// <summary>Enters a workflow's gate; <see cref="Release"/> leaves it.</summary>
    internal async ValueTask<WorkflowSlot> EnterAsync(WorkflowKey key, CancellationToken cancel = default)
    {
        while (true)
        {
            var slot = _slots.GetOrAdd(key, static k => new(k));
            await slot.Gate.WaitAsync(cancel);
            if (!slot.IsEvicted) return slot;
            slot.Gate.Release();
        }
    }

    internal void Release(WorkflowSlot slot)
    {
        slot.LastUsed = time.GetTimestamp();
        slot.Gate.Release();
        if (_slots.Count > capacity) Sweep();
    }

    private void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeping, 1) == 1) return;
        try
        {
            // A tenth at a time, so that the sort is paid once per many releases.
            foreach (var slot in _slots.Values.OrderBy(s => s.LastUsed).Take(Math.Max(1, capacity / 10)).ToList()) TryEvict(slot);
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    private void TryEvict(WorkflowSlot slot)
    {
        if (!slot.Gate.Wait(0)) return;
        if (slot.IsIdle && _slots.TryRemove(slot.Key, out _)) slot.IsEvicted = true;
        slot.Gate.Release();
    }
}
