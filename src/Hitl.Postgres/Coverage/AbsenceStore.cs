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

    private async Task<bool> WriteAsync(Sql sql, CancellationToken cancel)
    {
        var done = await database.FirstAsync(sql, row => row.GetBoolean(0), cancel);
        database.Signals.Ledger.Set();
        return done;
    }
}
