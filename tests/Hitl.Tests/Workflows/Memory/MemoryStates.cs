using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Readings of guards in memory; the first ones of a revision stay.</summary>
internal sealed class MemoryStates : IStateStore
{
    private readonly Dictionary<(RequestId Request, int Revision), IReadOnlyList<GuardReading>> _readings = [];
    private readonly Lock _gate = new();

    public Task RecordAsync(RequestId request, int revision, IReadOnlyList<GuardReading> readings, CancellationToken cancel)
    {
        lock (_gate) _readings.TryAdd((request, revision), readings);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<GuardReading>?> FindAsync(RequestId request, int revision, CancellationToken cancel)
    {
        lock (_gate) return Task.FromResult(_readings.GetValueOrDefault((request, revision)));
    }
}
