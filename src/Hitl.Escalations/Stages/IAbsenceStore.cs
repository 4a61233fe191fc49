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

    /// <summary>Makes what one source says of a person's absences exactly these; the row is written when that changes anything.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="source">The source, as in <see cref="NotedAbsence.Source"/>.</param>
    /// <param name="absences">Everything it says now, at most 1,000.</param>
    /// <param name="entry">Its ledger row.</param>
    /// <param name="cancel">Stops before commit only.</param>
    /// <returns>Whether anything changed.</returns>
    Task<bool> ReplaceAsync(PersonId person, string source, IReadOnlyList<Absence> absences, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Notes that it cannot be known whether a person is there, or, with null, that it can be again; the row is written when that changes anything.</summary>
    Task<bool> DoubtAsync(PersonId person, string source, string? why, LedgerEntry entry, CancellationToken cancel);

    /// <summary>Everybody of whom it is not known whether they are there.</summary>
    Task<IReadOnlyList<PersonDoubt>> DoubtsAsync(CancellationToken cancel);

    /// <summary>Open stages with somebody asked who has not decided, oldest first, at most 500.</summary>
    Task<IReadOnlyList<StageKey>> OpenStagesAsync(CancellationToken cancel);
}
