using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Workflows.Memory;

/// <summary>Absences noted beside the catalog's, and the stages a sweep goes through.</summary>
internal sealed class MemoryAbsences : IAbsenceStore
{
    public List<NotedAbsence> Noted { get; } = [];

    public List<StageKey> Open { get; } = [];

    public Task NoteAsync(NotedAbsence absence, LedgerEntry entry, CancellationToken cancel)
    {
        Noted.Add(absence);
        return Task.CompletedTask;
    }

    public Task<bool> EndAsync(PersonId person, string source, LedgerEntry entry, CancellationToken cancel) =>
        Task.FromResult(Noted.RemoveAll(note => note.Absence.Person == person && note.Source == source) > 0);

    public Task<IReadOnlyList<NotedAbsence>> ListAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<NotedAbsence>>([.. Noted]);

    public Task<IReadOnlyList<StageKey>> OpenStagesAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<StageKey>>([.. Open]);
}
