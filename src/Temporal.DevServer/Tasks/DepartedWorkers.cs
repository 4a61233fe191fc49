using Temporal.DevServer.Hosting;

namespace Temporal.DevServer.Tasks;

/// <summary>Workers that said they shut down: a poll that was on its way then would wait its minute for nothing, and the worker for it.</summary>
/// <remarks>A worker's key is made anew when it starts, so that none comes back. The last <see cref="Most"/> are remembered.</remarks>
internal sealed class DepartedWorkers
{
    /// <summary>Workers remembered.</summary>
    internal const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Namespace, string InstanceKey)> _known = [];
    private readonly Queue<(string Namespace, string InstanceKey)> _order = [];

    /// <summary>Remembers a worker; a key that is none, empty or too long to be one, is not kept.</summary>
    internal void Add(string @namespace, string instanceKey)
    {
        if (Limits.CheckId("WorkerInstanceKey", instanceKey) is not null) return;
        lock (_lock)
        {
            if (!_known.Add((@namespace, instanceKey))) return;
            _order.Enqueue((@namespace, instanceKey));
            if (_order.Count > Most) _known.Remove(_order.Dequeue());
        }
    }

    internal bool Contains(string @namespace, string instanceKey)
    {
        lock (_lock) return _known.Contains((@namespace, instanceKey));
    }
}
