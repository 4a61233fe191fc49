using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Requests;

/// <summary>The door's side of requests. One commit each; the primary key of the idempotency key decides which of two posts is the first.</summary>
internal sealed class RequestIntake(Database database, LedgerAppender appender) : IRequestIntake
{
    public async Task<IntakeReceipt> SubmitAsync(ActionRequest request, string key, string bodyHash, LedgerEntry entry, CancellationToken cancel, LedgerEntry? also = null)
    {
        var sql = new Sql($"select replay, mismatch, {Reading.RequestColumns} from hitl.submit_request($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
            .With(request.Id.Value).With(request.Revision).With(request.Actor.Value).With(request.Action.Value)
            .With(EntryJson.Clean(request.Customer.Id)).With(await database.Vault.RecordAsync(database, request, cancel)).With(key).With(bodyHash)
            .With(Guid.CreateVersion7()).WithJson(await database.EntriesAsync(also is null ? [entry] : [entry, also], cancel));
        var receipt = await database.FirstAsync(sql, row => new IntakeReceipt(row.StoredRequest(database.Vault, 2), row.GetBoolean(0), row.GetBoolean(1)), cancel);
        database.Signals.MessageCommitted();
        return receipt ?? throw new InvalidDataException($"The key of {request.Id} names a request that does not exist.");
    }

    public async Task<StoredRequest?> WithdrawAsync(RequestId id, string reason, LedgerEntry entry, CancellationToken cancel)
    {
        var sql = new Sql($"select {Reading.RequestColumns} from hitl.withdraw_request($1, $2, $3, $4)")
            .With(id.Value).With(EntryJson.Clean($"Withdrawn by the agent: {reason}")).With(Guid.CreateVersion7()).WithJson(await database.EntriesAsync([entry], cancel));
        var stored = await database.FirstAsync(sql, row => row.StoredRequest(database.Vault), cancel);
        database.Signals.MessageCommitted();
        return stored;
    }

    public Task<int> OpenCountAsync(ActorId actor, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select count(*)::integer from hitl.request where actor = $1 and not ended").With(actor.Value), row => row.GetInt32(0), cancel);

    public Task RecordAsync(LedgerEntry entry, CancellationToken cancel) => appender.AppendAsync(entry, cancel);
}
