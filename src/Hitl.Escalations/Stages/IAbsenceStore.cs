using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;

namespace Hitl.Escalations.Stages;

/// <summary>Absences noted beside the catalog's. They hand over only whom a stage asks, never who may decide.</summary>
public interface IAbsenceStore
{
    /// <summary>Notes an absence. The same id again changes nothing.</summary>
    Task NoteAsync(NotedAbsence absence, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Ends every absence of a person from one source that has not ended; false when there was none.</summary>
    Task<bool> EndAsync(PersonId person, string source, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Every absence that has not ended, also those that are still to come.</summary>
    Task<IReadOnlyList<NotedAbsence>> ListAsync(CancellationToken cancel);

    /// <summary>Open stages with somebody asked who has not decided, oldest first, at most 500.</summary>
    Task<IReadOnlyList<StageKey>> OpenStagesAsync(CancellationToken cancel);
}
