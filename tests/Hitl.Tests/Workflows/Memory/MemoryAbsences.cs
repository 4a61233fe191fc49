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

    public List<PersonDoubt> Doubts { get; } = [];

    public List<LedgerEntry> Entries { get; } = [];

    public Task<bool> ReplaceAsync(PersonId person, string source, IReadOnlyList<Absence> absences, LedgerEntry entry, CancellationToken cancel)
    {
        var known = Noted.Where(note => note.Absence.Person == person && note.Source == source).Select(note => note.Absence);
        if (known.SequenceEqual(absences)) return Task.FromResult(false);
        Noted.RemoveAll(note => note.Absence.Person == person && note.Source == source);
        Noted.AddRange(absences.Select(absence => new NotedAbsence(Guid.NewGuid(), absence, null, source)));
        Entries.Add(entry);
        return Task.FromResult(true);
    }

    public Task<bool> DoubtAsync(PersonId person, string source, string? why, LedgerEntry entry, CancellationToken cancel)
    {
        var isKnown = Doubts.Exists(doubt => doubt.Person == person);
        if (isKnown == why is not null) return Task.FromResult(false);
        if (why is null) Doubts.RemoveAll(doubt => doubt.Person == person);
        else Doubts.Add(new(person, why));
        Entries.Add(entry);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<PersonDoubt>> DoubtsAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<PersonDoubt>>([.. Doubts]);

    public Task<IReadOnlyList<StageKey>> OpenStagesAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<StageKey>>([.. Open]);
}
