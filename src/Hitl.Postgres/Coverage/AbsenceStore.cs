using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Coverage;

/// <summary>Absences noted beside the catalog's.</summary>
internal sealed class AbsenceStore(Database database) : IAbsenceStore
{
    public Task NoteAsync(NotedAbsence absence, LedgerEntry entry, CancellationToken cancel) =>
        WriteAsync(
            new Sql("select hitl.note_absence($1, $2, $3, $4, $5, $6, $7, $8)").With(absence.Id).With(absence.Absence.Person.Value).With(absence.Cover?.Value)
                .With(absence.Absence.From).With(absence.Absence.Until).With(EntryJson.Clean(absence.Absence.Reason)).With(absence.Source).WithJson(EntryJson.Write([entry])),
            cancel);

    public Task<bool> EndAsync(PersonId person, string source, LedgerEntry entry, CancellationToken cancel) =>
        WriteAsync(new Sql("select hitl.end_absences($1, $2, $3)").With(person.Value).With(source).WithJson(EntryJson.Write([entry])), cancel);

    public Task<bool> ReplaceAsync(PersonId person, string source, IReadOnlyList<Absence> absences, LedgerEntry entry, CancellationToken cancel)
    {
        var rows = JsonSerializer.Serialize(absences.DistinctBy(absence => (absence.From, absence.Until, absence.Reason)).Select(absence => new
        {
            id = IdOf(person, source, absence), from_at = absence.From, until_at = absence.Until, reason = EntryJson.Clean(absence.Reason),
        }));
        return WriteAsync(new Sql("select hitl.replace_absences($1, $2, $3, $4)").With(person.Value).With(source).WithJson(rows).WithJson(EntryJson.Write([entry])), cancel);
    }

    public Task<bool> DoubtAsync(PersonId person, string source, string? why, LedgerEntry entry, CancellationToken cancel) =>
        WriteAsync(new Sql("select hitl.doubt_person($1, $2, $3, $4)").With(person.Value).With(source).With(why is null ? null : EntryJson.Clean(why)).WithJson(EntryJson.Write([entry])), cancel);

    public async Task<IReadOnlyList<PersonDoubt>> DoubtsAsync(CancellationToken cancel) =>
        await database.ListAsync(new Sql("select person, why from hitl.person_doubt order by person, source"), row => new PersonDoubt(new(row.GetString(0)), row.GetString(1)), cancel);

    public async Task<IReadOnlyList<NotedAbsence>> ListAsync(CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select id, person, from_at, until_at, reason, cover, source from hitl.absence where ended_at is null and until_at > clock_timestamp() order by from_at, id"),
            row => new NotedAbsence(
                row.GetGuid(0), new(new(row.GetString(1)), row.Time(2), row.Time(3), row.GetString(4)), row.TextOrNull(5) is { } cover ? new PersonId(cover) : null, row.GetString(6)),
            cancel);

    public async Task<IReadOnlyList<StageKey>> OpenStagesAsync(CancellationToken cancel) =>
        await database.ListAsync(
            new Sql("select request, revision, ordinal from hitl.stage where status = 'open' order by opened_at limit 500"),
            row => new StageKey(new(row.GetString(0)), row.GetInt32(1), row.GetInt32(2)),
            cancel);

    // The same absence said again is the same row, whoever reads the calendar.
    private static Guid IdOf(PersonId person, string source, Absence absence) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\0{person}\0{absence.From.UtcTicks}\0{absence.Until.UtcTicks}\0{absence.Reason}")).AsSpan(0, 16));

    private async Task<bool> WriteAsync(Sql sql, CancellationToken cancel)
    {
        var done = await database.FirstAsync(sql, row => row.GetBoolean(0), cancel);
        database.Signals.Ledger.Set();
        return done;
    }
}
