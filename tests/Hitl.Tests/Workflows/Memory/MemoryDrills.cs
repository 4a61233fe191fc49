using Hitl.Escalations.Drills;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Drills in memory, with the same rules for repeats and ends as the database.</summary>
internal sealed class MemoryDrills(MemoryLedger ledger, TimeProvider time) : IDrillStore
{
    private readonly List<DrillRecord> _drills = [];

    /// <summary>How procedures stand, for those that the test names; others were never drilled and are known since now.</summary>
    public Dictionary<ActionName, DrillStanding> Standings { get; } = [];

    public Task<bool> OpenAsync(DrillRecord drill, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            if (_drills.Exists(known => known.Action == drill.Action && known.EndedAt is null)) return Task.FromResult(false);
            _drills.Add(drill);
            ledger.Add([entry]);
            return Task.FromResult(true);
        }
    }

    public Task<DrillRecord?> StartAsync(Guid id, PersonId by, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var index = _drills.FindIndex(drill => drill.Id == id);
            if (index < 0) return Task.FromResult<DrillRecord?>(null);
            if (_drills[index].State == DrillState.Open)
            {
                _drills[index] = _drills[index] with { State = DrillState.Running, By = by, StartedAt = time.GetUtcNow() };
                ledger.Add([entry]);
            }

            return Task.FromResult<DrillRecord?>(_drills[index]);
        }
    }

    public Task EndAsync(Guid id, DrillState state, string detail, LedgerEntry entry, CancellationToken cancel)
    {
        lock (ledger.Gate)
        {
            var index = _drills.FindIndex(drill => drill.Id == id && drill.State == DrillState.Running);
            if (index < 0) return Task.CompletedTask;
            _drills[index] = _drills[index] with { State = state, Detail = detail, EndedAt = time.GetUtcNow() };
            ledger.Add([entry]);
            return Task.CompletedTask;
        }
    }

    public Task<DrillRecord?> FindAsync(Guid id, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult(_drills.Find(drill => drill.Id == id));
    }

    public Task<IReadOnlyList<DrillRecord>> ListAsync(int most, CancellationToken cancel)
    {
        lock (ledger.Gate) return Task.FromResult<IReadOnlyList<DrillRecord>>([.. Enumerable.Reverse(_drills).Take(most)]);
    }

    public Task<IReadOnlyList<DrillStanding>> StandingsAsync(IReadOnlyList<ActionName> actions, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DrillStanding>>([.. actions.Select(action => Standings.GetValueOrDefault(action) ?? new(action, time.GetUtcNow(), null, false))]);
}
