using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Ops;

/// <summary>Requests in front of ops. One parking and one untaken intervention per request at a time, by unique index.</summary>
internal sealed class OpsStore(Database database) : IOpsStore
{
    private const string ParkedColumns = "request, step, is_compensation, reason, owner, since";

    public async Task ParkAsync(ParkedStep parked, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        await database.ExecuteAsync(
            new Sql("select hitl.park_request($1, $2, $3, $4, $5, $6, $7)")
                .With(parked.Request.Value).With(parked.Since).With(parked.Step).With(parked.IsCompensation)
                .With(EntryJson.Clean(parked.Reason)).With(parked.Owner).WithJson(EntryJson.Write(entries)),
            cancel);
        database.Signals.Ledger.Set();
    }

    public async Task<IReadOnlyList<ParkedStep>> ListAsync(CancellationToken cancel) =>
        await database.ListAsync(
            new Sql($"select {ParkedColumns} from hitl.parked_step where released_at is null order by since, request"), Parked, cancel);

    public Task<ParkedStep?> FindAsync(RequestId request, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql($"select {ParkedColumns} from hitl.parked_step where request = $1 and released_at is null").With(request.Value), Parked, cancel);

    public async Task<bool> InterveneAsync(Intervention intervention, LedgerEntry entry, CancellationToken cancel)
    {
        var done = await database.FirstAsync(
            new Sql("select hitl.intervene($1, $2, $3, $4, $5, $6, $7, $8)")
                .With(intervention.Id).With(intervention.Request.Value).With(intervention.Kind).With(intervention.By.Value)
                .With(EntryJson.Clean(intervention.Reason)).With(intervention.At).With(Guid.CreateVersion7()).WithJson(await database.EntriesAsync([entry], cancel)),
            row => row.GetBoolean(0),
            cancel);
        database.Signals.MessageCommitted();
        return done;
    }

    public async Task<bool> ResetAsync(Intervention intervention, LedgerEntry entry, CancellationToken cancel)
    {
        var done = await database.FirstAsync(
            new Sql("select hitl.reset_workflow($1, $2, $3, $4, $5, $6)")
                .With(intervention.Id).With(intervention.Request.Value).With(intervention.By.Value).With(EntryJson.Clean(intervention.Reason)).With(intervention.At)
                .WithJson(EntryJson.Write(entry)),
            row => row.GetBoolean(0),
            cancel);
        database.Signals.Ledger.Set();
        return done;
    }

    public Task<Intervention?> TakeAsync(RequestId request, string token, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select id, request, kind, by_whom, reason, at from hitl.take_intervention($1, $2)").With(request.Value).With(token),
            row => new Intervention(
                row.GetGuid(0), new(row.GetString(1)), row.GetString(2), new(row.GetString(3)), row.GetString(4), row.Time(5)),
            cancel);

    private static ParkedStep Parked(NpgsqlDataReader row) =>
        new(new(row.GetString(0)), row.GetString(1), row.GetBoolean(2), row.GetString(3), row.GetString(4), row.Time(5));
}
