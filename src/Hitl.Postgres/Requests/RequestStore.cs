using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Requests;

/// <summary>Requests as the workflow moves them: each move one call of one function, which locks, checks, moves and records.</summary>
internal sealed class RequestStore(Database database) : IRequestStore
{
    public Task<StoredRequest?> FindAsync(RequestId id, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql($"select {Reading.RequestColumns} from hitl.request where id = $1").With(id.Value), row => row.StoredRequest(database.Vault), cancel);

    public async Task<StoredRequest> RecordEvaluationAsync(
        RequestId id, Evaluation evaluation, string? digest, RequestState state, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel)
    {
        var outcome = state is RequestState.Refused or RequestState.Shadowed ? evaluation.Explanation.Sentence : null;
        return await WriteAsync(
            new Sql($"select {Reading.RequestColumns} from hitl.record_evaluation($1, $2, $3, $4, $5, $6)")
                .With(id.Value).With(await database.Vault.EvaluationAsync(database, id, evaluation, cancel)).With(digest).With(EnumText<RequestState>.Of(state))
                .With(EntryJson.Clean(outcome)).WithJson(await database.EntriesAsync(entries, cancel)),
            id,
            cancel);
    }

    public Task<StoredRequest> MoveAsync(
        RequestId id, RequestState to, string outcome, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) =>
        WriteAsync(
            new Sql($"select {Reading.RequestColumns} from hitl.move_request($1, $2, $3, $4)")
                .With(id.Value).With(EnumText<RequestState>.Of(to)).With(EntryJson.Clean(outcome)).WithJson(EntryJson.Write(entries)),
            id,
            cancel);

    public Task<StoredRequest> ReviseAsync(RequestId id, int revision, IReadOnlyList<LedgerEntry> entries, CancellationToken cancel) =>
        WriteAsync(
            new Sql($"select {Reading.RequestColumns} from hitl.revise_request($1, $2, $3)")
                .With(id.Value).With(revision).WithJson(EntryJson.Write(entries)),
            id,
            cancel);

    public Task<ActionRequest?> FindRevisionAsync(RequestId id, int revision, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select record, hitl.wrapped_key(record) from hitl.past_revision where request = $1 and revision = $2 and record is not null").With(id.Value).With(revision),
            row => database.Vault.Request(row.GetString(0), row.TextOrNull(1)),
            cancel);

    // A revision that was asked afresh unchanged keeps no record of its own: it is the one of whatever came next.
    public async Task<IReadOnlyList<PastRevision>> PastAsync(RequestId id, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql(
                """
                select k.record, r.state, p.evaluation, p.digest, null::text, r.withdrawn_at, r.state_since, p.revision, hitl.wrapped_key(k.record), p.edited_by
                  from hitl.past_revision p join hitl.request r on r.id = p.request
                       cross join lateral (select coalesce(p.record, (select n.record from hitl.past_revision n where n.request = p.request and n.revision > p.revision
                                                                         and n.record is not null order by n.revision limit 1), r.record) as record) k
                 where p.request = $1 order by p.revision
                """).With(id.Value),
            row => new PastRevision(row.StoredRequest(database.Vault), row.TextOrNull(9) is { } by ? new PersonId(by) : null),
            cancel);

    public async Task<StoredRequest> EditAsync(ActionRequest narrowed, PersonId by, LedgerEntry entry, CancellationToken cancel)
    {
        var stored = await WriteAsync(
            new Sql($"select {Reading.RequestColumns} from hitl.edit_request($1, $2, $3, $4, $5, $6)")
                .With(narrowed.Id.Value).With(narrowed.Revision).With(await database.Vault.RecordAsync(database, narrowed, cancel)).With(by.Value).With(Guid.CreateVersion7())
                .WithJson(await database.EntriesAsync([entry], cancel)),
            narrowed.Id,
            cancel);
        database.Signals.MessageCommitted();
        return stored;
    }

    private async Task<StoredRequest> WriteAsync(Sql sql, RequestId id, CancellationToken cancel)
    {
        var stored = await database.FirstAsync(sql, row => row.StoredRequest(database.Vault), cancel);
        database.Signals.Ledger.Set();
        return stored ?? throw new ArgumentException($"There is no request {id}.", nameof(id));
    }
}
