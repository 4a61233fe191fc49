using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Drills;

/// <summary>Drills of reversal procedures.</summary>
public interface IDrillStore
{
    /// <summary>Opens a drill; false when one of the same action waits or runs already.</summary>
    Task<bool> OpenAsync(DrillRecord drill, LedgerEntry entry, CancellationToken cancel);

    /// <summary>A person takes an open drill to run it. Safe to repeat by the same person.</summary>
    /// <returns>The drill afterwards; null when there is none. Compare its person and state.</returns>
    Task<DrillRecord?> StartAsync(Guid id, PersonId by, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Ends a running drill, once.</summary>
    Task EndAsync(Guid id, DrillState state, string detail, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Finds a drill; null when there is none.</summary>
    Task<DrillRecord?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>The latest drills, newest first.</summary>
    Task<IReadOnlyList<DrillRecord>> ListAsync(int most, CancellationToken cancel);

    /// <summary>How well procedures are proven; one that is seen for the first time is known from now on.</summary>
    Task<IReadOnlyList<DrillStanding>> StandingsAsync(IReadOnlyList<ActionName> actions, CancellationToken cancel);
}
