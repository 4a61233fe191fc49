using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Npgsql;

namespace Hitl.Postgres.Execution;

/// <summary>Grants. Issuing locks the request, as withdrawing does, so of the two exactly one wins.</summary>
internal sealed class GrantStore(Database database) : IGrantStore
{
    private const string Columns = "request, revision, digest, approvers, key_id, mac";

    public async Task<Grant?> IssueAsync(Grant grant, LedgerEntry entry, CancellationToken cancel)
    {
        var issued = await database.FirstAsync(
            new Sql($"select {Columns} from hitl.issue_grant($1, $2, $3, $4, $5, $6, $7)")
                .With(grant.Request.Value).With(grant.Revision).With(grant.Digest).With(grant.Approvers.Select(person => person.Value))
                .With(grant.KeyId).With(grant.Mac).WithJson(EntryJson.Write(entry)),
            Grant,
            cancel);
        database.Signals.Ledger.Set();
        return issued;
    }

    public Task<Grant?> FindAsync(RequestId request, int revision, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql($"select {Columns} from hitl.grant_issued where request = $1 and revision = $2").With(request.Value).With(revision), Grant, cancel);

    private static Grant Grant(NpgsqlDataReader row) =>
        new(new(row.GetString(0)), row.GetInt32(1), row.GetString(2), [.. row.GetFieldValue<string[]>(3).Select(PersonId.From)])
        {
            KeyId = row.GetString(4), Mac = row.GetString(5),
        };
}
